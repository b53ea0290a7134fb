/// A position in a trace, as the header `traceparent` carries it (W3C Trace Context, level 1).
public struct TraceContext: Hashable, Sendable, CustomStringConvertible {
  /// The trace: 32 lower-case hexadecimal digits, not all zero.
  public let traceID: String
  /// The span within it: 16 lower-case hexadecimal digits, not all zero.
  public let spanID: String
  /// Whether somebody records the trace.
  public let isSampled: Bool

  /// A position in a new trace.
  public init() {
    self.init(traceID: Self.digits(Self.random()) + Self.digits(Self.random()), isSampled: true)
  }

  private init(traceID: String, isSampled: Bool) {
    self.traceID = traceID
    self.spanID = Self.digits(Self.random())
    self.isSampled = isSampled
  }

  /// Reads a `traceparent`; nil when it breaks the specification, in which case a new trace is to be begun.
  public init?(traceParent: String) {
    let parts = traceParent.split(separator: "-", omittingEmptySubsequences: false)
    // Version 00 has these four parts; later ones may append others.
    guard parts.count == 4 || parts.count > 4 && parts[0] != "00",
      Self.isHexadecimal(parts[0], digits: 2), parts[0] != "ff",
      Self.isIdentifier(parts[1], digits: 32), Self.isIdentifier(parts[2], digits: 16),
      Self.isHexadecimal(parts[3], digits: 2), let flags = UInt8(parts[3], radix: 16)
    else { return nil }
    self.traceID = String(parts[1])
    self.spanID = String(parts[2])
    self.isSampled = flags & 1 == 1
  }

  /// The position of what this one caused: the same trace, a span of its own.
  public func child() -> TraceContext {
    TraceContext(traceID: traceID, isSampled: isSampled)
  }

  /// The `traceparent` header, version 00.
  public var description: String { "00-\(traceID)-\(spanID)-\(isSampled ? "01" : "00")" }

  private static func random() -> UInt64 { UInt64.random(in: 1 ... .max) }

  private static func digits(_ value: UInt64) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: 16 - text.utf8.count) + text
  }

  private static func isHexadecimal(_ text: Substring, digits: Int) -> Bool {
    text.utf8.count == digits
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  private static func isIdentifier(_ text: Substring, digits: Int) -> Bool {
    isHexadecimal(text, digits: digits) && text.utf8.contains { $0 != 0x30 }
  }
}
