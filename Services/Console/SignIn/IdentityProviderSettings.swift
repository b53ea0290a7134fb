import Certificates
import ConsoleDomain
import ServiceSettings

/// Who vouches for people, and what its word for each role is.
package struct IdentityProviderSettings: Sendable {
  /// The issuer, as its tokens name it.
  let issuer: String
  let clientID: String
  /// Nil for a public client, which PKCE alone protects.
  let clientSecret: String?
  /// The claim that holds somebody's roles: a text, or a list of texts; `realm_access.roles` goes into an object.
  let rolesClaim: String
  /// What each of the provider's words means; each role's own name where nothing is said.
  let roles: [String: Set<Role>]
  /// What is asked for.
  let scopes: String
  /// Certificates of the authority that vouches for the provider's machine; the system's where nothing is said.
  let authorityFile: String?
  /// Where the provider may be spoken to in clear.
  let plainText: PlainText

  package init(_ settings: Settings) throws(SettingError) {
    var findings = SettingFindings()
    let issuer = findings.value { () throws(SettingError) in try Self.issuer(settings) }
    let clientID = findings.value { () throws(SettingError) in try settings.text("COOPT_OIDC_CLIENT_ID") }
    let clientSecret = findings.value { () throws(SettingError) in
      try settings.optionalText("COOPT_OIDC_CLIENT_SECRET")
    }
    let claim = findings.value { () throws(SettingError) in try settings.optionalText("COOPT_OIDC_ROLES_CLAIM") }
    let scopes = findings.value { () throws(SettingError) in try Self.scopes(settings) }
    let roles = findings.value { () throws(SettingError) in
      try Self.roles(try settings.optionalText("COOPT_OIDC_ROLES"))
    }
    let authorityFile = findings.value { () throws(SettingError) in try settings.optionalText("COOPT_OIDC_CA_FILE") }
    let plainText = findings.value { () throws(SettingError) in try settings.plainText() }
    try findings.check()
    guard let issuer, let clientID, let clientSecret, let claim, let scopes, let roles, let authorityFile, let plainText
    else { throw SettingError("COOPT_OIDC_ISSUER", "cannot be used") }
    self.issuer = issuer
    self.clientID = clientID
    self.clientSecret = clientSecret
    rolesClaim = claim ?? "roles"
    self.scopes = scopes
    self.roles = roles
    self.authorityFile = authorityFile
    self.plainText = plainText
  }

  private static func issuer(_ settings: Settings) throws(SettingError) -> String {
    let name = "COOPT_OIDC_ISSUER"
    let issuer = try settings.text(name)
    guard let address = WebAddress(issuer), !address.hasMore else {
      throw SettingError(name, "is no address such as https://login.example.com/realm")
    }
    guard address.isProtected(try settings.plainText()) else {
      throw SettingError(name, "has to begin with https://, \(PlainText.advice)")
    }
    return issuer
  }

  private static func scopes(_ settings: Settings) throws(SettingError) -> String {
    let scopes = try settings.optionalText("COOPT_OIDC_SCOPES") ?? "openid profile"
    guard scopes.split(separator: " ").contains("openid") else {
      throw SettingError("COOPT_OIDC_SCOPES", "has to hold openid: without it nobody is named")
    }
    return scopes
  }

  /// Reads `coopt-staff=recruiter,coopt-money=finance`; several words may mean one role, and one word several.
  private static func roles(_ text: String?) throws(SettingError) -> [String: Set<Role>] {
    guard let text else { return Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0.rawValue, [$0]) }) }
    var roles: [String: Set<Role>] = [:]
    for entry in text.split(separator: ",") {
      // The provider's word may hold the sign itself.
      let parts = entry.trimmingCharacters.split(separator: "=").map(String.init)
      guard parts.count > 1, let role = parts.last.flatMap({ Role(rawValue: $0) }) else {
        throw SettingError(
          "COOPT_OIDC_ROLES",
          "is no list of word=role; roles are \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      roles[parts.dropLast().joined(separator: "="), default: []].insert(role)
    }
    return roles
  }
}
