import Certificates
import FoundationEssentials
import Observability
import ServiceSettings

/// Whether and where spans are sent: OpenTelemetry's environment variables, as far as they have a meaning here.
package struct TraceSettings: Sendable {
  /// Where spans are posted to.
  let address: CollectorAddress
  /// The same as a text.
  package var endpoint: String { address.text }
  /// How an `https://` address is checked.
  let encryption: CollectorEncryption
  /// What is sent along, such as a key.
  let headers: [(name: String, value: String)]
  /// Which traces are recorded.
  package let sampler: TraceSampler
  /// What all spans of this process have in common.
  let resource: [(key: String, value: String)]
  /// How long a post may take.
  let timeout: Duration
  /// How long spans wait for company.
  let delay: Duration
  /// Spans that wait at most; what comes beyond is lost.
  let queueLimit: Int
  /// Spans in a post at most.
  let batchLimit: Int

  /// Reads and checks all of it; nil where no endpoint is named, or traces are switched off.
  package init?(_ settings: Settings, service: String, version: String) throws(SettingError) {
    var reader = TraceSettingsReader(settings: settings)
    let address = reader.address()
    let encryption = reader.encryption()
    let headers = reader.pairs("OTEL_EXPORTER_OTLP_TRACES_HEADERS", else: "OTEL_EXPORTER_OTLP_HEADERS")
    let sampler = reader.sampler()
    let attributes = reader.pairs("OTEL_RESOURCE_ATTRIBUTES")
    let name = reader.text("OTEL_SERVICE_NAME")
    let timeout = reader.integer("OTEL_EXPORTER_OTLP_TIMEOUT", 10_000, 1...600_000)
    let exportTimeout = reader.integer("OTEL_BSP_EXPORT_TIMEOUT", 30_000, 1...600_000)
    let delay = reader.integer("OTEL_BSP_SCHEDULE_DELAY", 5000, 1...3_600_000)
    let queueLimit = reader.integer("OTEL_BSP_MAX_QUEUE_SIZE", 2048, 1...65_536)
    let batchLimit = reader.integer("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", 512, 1...65_536)
    let isOff = reader.isOff()
    try reader.findings.check()
    guard let address, !isOff else { return nil }
    self.address = address
    self.encryption = encryption
    self.headers = headers.map { ($0.key, $0.value) }
    self.sampler = sampler
    self.timeout = .milliseconds(min(timeout, exportTimeout))
    self.delay = .milliseconds(delay)
    self.queueLimit = queueLimit
    self.batchLimit = min(batchLimit, queueLimit)
    let own = [
      ("service.name", name ?? "coopt-\(service)"), ("service.namespace", "coopt"), ("service.version", version),
    ]
    let given = attributes.filter { attribute in attribute.key != "service.name" || name == nil }
    resource = own.filter { pair in !given.contains { $0.key == pair.0 } }.map { (key: $0.0, value: $0.1) } + given
  }
}

/// Reads OpenTelemetry's variables, and notes what cannot be used.
private struct TraceSettingsReader {
  let settings: Settings
  var findings = SettingFindings()

  init(settings: Settings) {
    self.settings = settings
  }

  mutating func text(_ name: String) -> String? {
    findings.value { () throws(SettingError) in try settings.optionalText(name) } ?? nil
  }

  mutating func integer(_ name: String, _ value: Int, _ range: ClosedRange<Int>) -> Int {
    findings.value { () throws(SettingError) in try settings.integer(name, default: value, in: range) } ?? value
  }

  /// Whether traces are switched off although an endpoint is named.
  mutating func isOff() -> Bool {
    let isDisabled = choice("OTEL_SDK_DISABLED", of: ["true", "false"]) == "true"
    return choice("OTEL_TRACES_EXPORTER", of: ["otlp", "none"]) == "none" || isDisabled
  }

  /// One of some words; anything else is a finding.
  private mutating func choice(_ name: String, of words: [String]) -> String? {
    guard let text = text(name) else { return nil }
    if !words.contains(text) { findings.add([SettingError(name, "is none of \(words.joined(separator: ", "))")]) }
    return text
  }

  mutating func address() -> CollectorAddress? {
    _ = choice("OTEL_EXPORTER_OTLP_PROTOCOL", of: ["http/json"])
    let own = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"
    let general = "OTEL_EXPORTER_OTLP_ENDPOINT"
    if let url = text(own) { return checked(url, own) }
    guard let url = text(general), checked(url, general) != nil else { return nil }
    return checked(url.hasSuffix("/") ? url + "v1/traces" : url + "/v1/traces", general)
  }

  private mutating func checked(_ url: String, _ name: String) -> CollectorAddress? {
    guard let address = CollectorAddress(url) else {
      findings.add([SettingError(name, "is neither an http:// nor an https:// address")])
      return nil
    }
    let plainText = findings.value { () throws(SettingError) in try settings.plainText() } ?? .onLoopback
    guard address.isEncrypted || plainText.allows(address.host) else {
      let reason = "is another machine's, and spans go there in clear: give an https:// address, \(PlainText.advice)"
      findings.add([SettingError(name, reason)])
      return nil
    }
    return address
  }

  mutating func encryption() -> CollectorEncryption {
    let encryption = CollectorEncryption(
      authorities: file("CERTIFICATE"), certificate: file("CLIENT_CERTIFICATE"), key: file("CLIENT_KEY"))
    if (encryption.certificate == nil) != (encryption.key == nil) {
      findings.add([SettingError("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "and …_CLIENT_KEY go together")])
    }
    return encryption
  }

  /// A file that a variable names, for traces alone or for all signals.
  private mutating func file(_ what: String) -> String? {
    for name in ["OTEL_EXPORTER_OTLP_TRACES_\(what)", "OTEL_EXPORTER_OTLP_\(what)"] {
      guard let path = text(name) else { continue }
      guard FileManager.default.isReadableFile(atPath: path) else {
        findings.add([SettingError(name, "names a file that cannot be read")])
        return nil
      }
      return path
    }
    return nil
  }

  /// `key=value` pairs by commas, percent-encoded as in W3C Baggage.
  mutating func pairs(_ name: String, else other: String? = nil) -> [(key: String, value: String)] {
    guard let text = text(name) else {
      return if let other { pairs(other) } else { [] }
    }
    var found: [(key: String, value: String)] = []
    for part in text.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1).map { $0.trimmed }
      guard sides.count == 2, !sides[0].isEmpty, let value = sides[1].percentDecoded else {
        findings.add([SettingError(name, "is no list of key=value")])
        return []
      }
      found.append((sides[0], value))
    }
    return found
  }

  mutating func sampler() -> TraceSampler {
    let name = "OTEL_TRACES_SAMPLER"
    let kinds = [
      "always_on", "always_off", "traceidratio", "parentbased_always_on", "parentbased_always_off",
      "parentbased_traceidratio",
    ]
    let kind = choice(name, of: kinds) ?? "parentbased_always_on"
    let ratio = ratio()
    let root: TraceSampler.Root =
      kind.hasSuffix("always_off") ? .never : kind.hasSuffix("traceidratio") ? .ratio(ratio) : .always
    return TraceSampler(root, followsParent: kind.hasPrefix("parentbased"))
  }

  private mutating func ratio() -> Double {
    guard let text = text("OTEL_TRACES_SAMPLER_ARG") else { return 1 }
    guard let ratio = Double(text), (0...1).contains(ratio) else {
      findings.add([SettingError("OTEL_TRACES_SAMPLER_ARG", "is not a number from 0 to 1")])
      return 0
    }
    return ratio
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}

extension String {
  fileprivate var percentDecoded: String? {
    var bytes: [UInt8] = []
    var rest = Array(utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2 else {
        return nil
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
