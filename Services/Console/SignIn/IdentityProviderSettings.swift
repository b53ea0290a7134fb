import ConsoleDomain
import ServiceSettings

/// Who vouches for people, and what its word for each role is.
struct IdentityProviderSettings: Sendable {
  /// The issuer, as its tokens name it.
  let issuer: String
  let clientID: String
  /// Nil for a public client, which PKCE alone protects.
  let clientSecret: String?
  /// The claim that holds somebody's roles: a text, or a list of texts; `realm_access.roles` goes into an object.
  let rolesClaim: String
  /// The provider's word for each role; each role's own name where nothing is said.
  let roles: [String: Role]
  /// What is asked for.
  let scopes: String

  init(_ settings: Settings) throws(SettingError) {
    issuer = try settings.text("COOPT_OIDC_ISSUER")
    clientID = try settings.text("COOPT_OIDC_CLIENT_ID")
    clientSecret = try settings.optionalText("COOPT_OIDC_CLIENT_SECRET")
    rolesClaim = try settings.optionalText("COOPT_OIDC_ROLES_CLAIM") ?? "roles"
    scopes = try settings.optionalText("COOPT_OIDC_SCOPES") ?? "openid profile email"
    roles = try Self.roles(try settings.optionalText("COOPT_OIDC_ROLES"))
  }

  /// Reads `coopt-staff=recruiter,coopt-money=finance`.
  private static func roles(_ text: String?) throws(SettingError) -> [String: Role] {
    guard let text else { return Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0.rawValue, $0) }) }
    var roles: [String: Role] = [:]
    for entry in text.split(separator: ",") {
      let parts = entry.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let role = Role(rawValue: parts[1]) else {
        throw SettingError(
          "COOPT_OIDC_ROLES",
          "is no list of word=role; roles are \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      roles[parts[0]] = role
    }
    return roles
  }
}

extension IdentityProviderSettings {
  /// Scheme, host and port of the issuer, as browsers name where something comes from.
  var origin: String {
    let parts = issuer.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    return parts.prefix(3).joined(separator: "/")
  }
}
