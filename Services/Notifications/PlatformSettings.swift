import FoundationEssentials
import ServiceSettings
import Vocabulary

/// Who writes: the platform's name, where it is found, and who answers for the data in its letters (GDPR, article 14).
package struct PlatformSettings: Sendable {
  /// The name that letters are signed with (`COOPT_PLATFORM_NAME`).
  package var platformName = "Coopt"
  /// Its postal address, in one line (`COOPT_PLATFORM_ADDRESS`).
  package var postalAddress: String?
  /// Where members find what letters speak of: `http:` or `https:` (`COOPT_SITE_URL`).
  package var siteURL: String?
  /// Who decides what personal data are used for (`COOPT_CONTROLLER_NAME`); the platform where nobody is named.
  package var controllerName = "Coopt"
  /// The controller's postal address (`COOPT_CONTROLLER_ADDRESS`); the platform's where none is given.
  package var controllerAddress: String?
  /// Whom people write to about their data (`COOPT_DATA_PROTECTION_EMAIL`); where answers go, where none is given.
  package var dataProtectionEmail: EmailAddress?
  /// How many months a candidate's data are kept after the last exchange (`COOPT_CANDIDATE_RETENTION_MONTHS`).
  package var retentionMonths = 24
  /// The authority that complaints go to, with its address (`COOPT_SUPERVISORY_AUTHORITY`).
  package var authority = "CNIL (Commission nationale de l'informatique et des libertés), www.cnil.fr"
  /// Where answers to letters go (`COOPT_MAIL_REPLY_TO`); nowhere where none is given, and letters say so.
  package var replyTo: EmailAddress?

  /// A platform of which nothing is known but its name.
  package init() {}

  /// What the settings say; throws `SettingError` where one is malformed.
  package init(_ settings: Settings) throws(SettingError) {
    self.init()
    platformName = try Self.line("COOPT_PLATFORM_NAME", settings) ?? platformName
    postalAddress = try Self.line("COOPT_PLATFORM_ADDRESS", settings)
    siteURL = try Self.site(settings)
    controllerName = try Self.line("COOPT_CONTROLLER_NAME", settings) ?? platformName
    controllerAddress = try Self.line("COOPT_CONTROLLER_ADDRESS", settings) ?? postalAddress
    replyTo = try Self.address("COOPT_MAIL_REPLY_TO", settings)
    dataProtectionEmail = try Self.address("COOPT_DATA_PROTECTION_EMAIL", settings) ?? replyTo
    retentionMonths = try settings.integer("COOPT_CANDIDATE_RETENTION_MONTHS", default: retentionMonths, in: 1...120)
    authority = try Self.line("COOPT_SUPERVISORY_AUTHORITY", settings) ?? authority
  }

  private static func line(_ name: String, _ settings: Settings) throws(SettingError) -> String? {
    guard let text = try settings.optionalText(name) else { return nil }
    guard text.count <= 200, !text.contains(where: \.isNewline), text.contains(where: { !$0.isWhitespace }) else {
      throw SettingError(name, "is not one line of 200 characters at most")
    }
    return text
  }

  private static func address(_ name: String, _ settings: Settings) throws(SettingError) -> EmailAddress? {
    guard let text = try settings.optionalText(name) else { return nil }
    guard let address = EmailAddress(text) else { throw SettingError(name, "is not an e-mail address") }
    return address
  }

  private static func site(_ settings: Settings) throws(SettingError) -> String? {
    let name = "COOPT_SITE_URL"
    guard let text = try settings.optionalText(name) else { return nil }
    let isWhole = text.unicodeScalars.allSatisfy { $0.isASCII && $0.value > 32 && $0.value != 127 }
    guard let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased()),
      url.host()?.isEmpty == false,
      isWhole
    else {
      throw SettingError(name, "is not an address that begins with https:// or http://")
    }
    return text
  }
}
