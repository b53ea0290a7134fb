import ServiceSettings
import WebhooksDomain

/// What the settings say of webhooks.
package struct HookSettings: Sendable {
  /// Where they come from.
  package var sources: HookSources
  /// What proves them.
  package var secrets: HookSecrets
  /// Bytes of one at most (`COOPT_HOOK_BODY_BYTES`).
  package var bodyLimit: Int
  /// How many of one source in a second (`COOPT_HOOK_REQUESTS_PER_SECOND`).
  package var requestsPerSecond: Int
  /// Days that one is kept as it came once nobody waits for it (`COOPT_HOOK_RETENTION_DAYS`).
  package var retentionDays: Int
  /// Seconds that a vendor's API may take (`COOPT_HOOK_VENDOR_SECONDS`).
  package var vendorSeconds: Double

  /// Sources as they are given, for tests and tools.
  package init(
    sources: HookSources, secrets: HookSecrets, bodyLimit: Int = 1 << 20, requestsPerSecond: Int = 2000,
    retentionDays: Int = 90, vendorSeconds: Double = 20
  ) {
    self.sources = sources
    self.secrets = secrets
    self.bodyLimit = bodyLimit
    self.requestsPerSecond = requestsPerSecond
    self.retentionDays = retentionDays
    self.vendorSeconds = vendorSeconds
  }

  /// Reads and checks all of it; throws one `SettingError` for all that cannot be used.
  package init(
    _ settings: Settings, reader: (Vendor) -> any VendorReader.Type
  ) throws(SettingError) {
    var findings = SettingFindings()
    let sources = findings.value { () throws(SettingError) in try Self.sources(settings, reader) }
    let secrets = findings.value { () throws(SettingError) in try Self.secrets(settings, of: sources) }
    func integer(_ name: String, _ value: Int, _ range: ClosedRange<Int>) -> Int {
      findings.value { () throws(SettingError) in try settings.integer(name, default: value, in: range) } ?? value
    }
    bodyLimit = integer("COOPT_HOOK_BODY_BYTES", 1 << 20, 1024...(16 << 20))
    requestsPerSecond = integer("COOPT_HOOK_REQUESTS_PER_SECOND", 2000, 1...1_000_000)
    retentionDays = integer("COOPT_HOOK_RETENTION_DAYS", 90, 1...3650)
    vendorSeconds = Double(integer("COOPT_HOOK_VENDOR_SECONDS", 20, 1...300))
    try findings.check()
    guard let sources, let secrets else { throw SettingError("COOPT_HOOK_SOURCES", "cannot be used") }
    self.sources = sources
    self.secrets = secrets
  }

  private static func sources(
    _ settings: Settings, _ reader: (Vendor) -> any VendorReader.Type
  ) throws(SettingError) -> HookSources {
    let name = "COOPT_HOOK_SOURCES"
    let text = try settings.optionalText(name) ?? #"{"sources": []}"#
    let plainText = try settings.plainText()
    do throws(HookSources.Defect) {
      return try HookSources(json: text, plainText: plainText, reader: reader)
    } catch {
      throw SettingError(name, "cannot be used: \(error)")
    }
  }

  private static func secrets(_ settings: Settings, of sources: HookSources?) throws(SettingError) -> HookSecrets {
    let name = "COOPT_HOOK_SECRETS"
    let plainText = try settings.plainText()
    do {
      return try HookSecrets(of: sources?.all.map(\.name) ?? [], plainText: plainText) {
        try settings.optionalText(name)
      }
    } catch let error as SettingError {
      throw error
    } catch {
      throw SettingError(name, "cannot be used: \(error)")
    }
  }
}
