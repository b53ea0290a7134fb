import NotificationsService
import ServiceSettings
import Testing
import Vocabulary

@Suite struct PlatformSettingsTests {
  @Test("what is not said is the platform's, and the platform has a name")
  func defaults() throws {
    let none = try PlatformSettings(Settings([:]))
    #expect(none.platformName == "Coopt" && none.controllerName == "Coopt" && none.retentionMonths == 24)
    #expect(none.siteURL == nil && none.replyTo == nil && none.dataProtectionEmail == nil)
    #expect(none.authority.contains("CNIL"))
    let some = try PlatformSettings(
      Settings([
        "COOPT_PLATFORM_NAME": "La Forge", "COOPT_PLATFORM_ADDRESS": "1 rue de la Forge, Lille",
        "COOPT_MAIL_REPLY_TO": "bonjour@forge.example", "COOPT_SITE_URL": "https://forge.example/membres",
      ]))
    #expect(some.controllerName == "La Forge" && some.controllerAddress == "1 rue de la Forge, Lille")
    #expect(some.dataProtectionEmail == some.replyTo && some.siteURL == "https://forge.example/membres")
  }

  @Test(
    "what is malformed is told at the start, by the setting's name",
    arguments: [
      ("COOPT_PLATFORM_NAME", "Coopt\nBcc: x"), ("COOPT_PLATFORM_NAME", " "), ("COOPT_SITE_URL", "ftp://forge.example"),
      ("COOPT_SITE_URL", "forge.example"), ("COOPT_SITE_URL", "https://forge.example/ a"),
      ("COOPT_MAIL_REPLY_TO", "nobody"), ("COOPT_DATA_PROTECTION_EMAIL", "La Forge <a@b.example>"),
      ("COOPT_CANDIDATE_RETENTION_MONTHS", "0"), ("COOPT_CANDIDATE_RETENTION_MONTHS", "soon"),
      ("COOPT_SUPERVISORY_AUTHORITY", String(repeating: "x", count: 201)),
    ])
  func malformed(name: String, value: String) {
    let error = #expect(throws: SettingError.self) { try PlatformSettings(Settings([name: value])) }
    #expect(error.map { "\($0)".contains(name) } == true)
  }
}
