import Glibc
public import Logging

/// Writes log records as one JSON object a line to standard error.
///
/// Keys: `time` (RFC 3339 UTC, milliseconds), `level`, `service`, `logger`, `message`, then the record's metadata; a
/// metadata key that is one of these gets an underscore behind it.
public struct StructuredLogHandler: LogHandler {
  /// The least level that is written.
  public var logLevel: Logger.Level
  /// Metadata of every record of this logger.
  public var metadata: Logger.Metadata = [:]
  private let service: String
  private let label: String
  private let write: @Sendable (String) -> Void

  private static let ownKeys: Set<String> = ["time", "level", "service", "logger", "message"]

  /// A handler for one service; `write` gets each line with its line feed, and writes it to standard error by default.
  public init(
    service: String,
    label: String,
    level: Logger.Level,
    write: @escaping @Sendable (String) -> Void = StructuredLogHandler.writeToStandardError
  ) {
    self.service = service
    self.label = label
    self.logLevel = level
    self.write = write
  }

  /// Metadata of every record, by key.
  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes one record.
  public func log(event: LogEvent) {
    var line = "{\"time\":\"\(Self.timeNow())\",\"level\":\"\(event.level.rawValue)\",\"service\":"
    Self.append(service, to: &line)
    line += ",\"logger\":"
    Self.append(label, to: &line)
    line += ",\"message\":"
    Self.append(event.message.description, to: &line)
    var merged = event.metadata.map { metadata.merging($0) { _, fromEvent in fromEvent } } ?? metadata
    if let error = event.error { merged[LogKey.error] = "\(error)" }
    for (key, value) in merged.sorted(by: { $0.key < $1.key }) {
      line += ","
      Self.append(Self.ownKeys.contains(key) ? key + "_" : key, to: &line)
      line += ":"
      Self.append(value.description, to: &line)
    }
    line += "}\n"
    write(line)
  }

  /// Writes a line to standard error in one call, so that lines of several threads do not mix.
  @Sendable public static func writeToStandardError(_ line: String) {
    var line = line
    line.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  private static func timeNow() -> String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    var parts = tm()
    var seconds = now.tv_sec
    gmtime_r(&seconds, &parts)
    func padded(_ value: Int, _ digits: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    let date = "\(parts.tm_year + 1900)-\(padded(Int(parts.tm_mon) + 1, 2))-\(padded(Int(parts.tm_mday), 2))"
    let time = "\(padded(Int(parts.tm_hour), 2)):\(padded(Int(parts.tm_min), 2)):\(padded(Int(parts.tm_sec), 2))"
    return "\(date)T\(time).\(padded(now.tv_nsec / 1_000_000, 3))Z"
  }

  private static func append(_ text: String, to line: inout String) {
    line += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": line += "\\\""
      case "\\": line += "\\\\"
      case "\n": line += "\\n"
      case "\r": line += "\\r"
      case "\t": line += "\\t"
      case _ where scalar.value < 0x20:
        line += "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
      default: line.unicodeScalars.append(scalar)
      }
    }
    line += "\""
  }
}
