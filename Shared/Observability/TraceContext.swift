/// A position in a trace, as the headers `traceparent` and `tracestate` carry it (W3C Trace Context, level 1).
///
/// It is read, passed on and made for each message: so it is numbers, of which texts are made where they are wanted.
public struct TraceContext: Hashable, Sendable, CustomStringConvertible {
  private let high: UInt64
  private let low: UInt64
  private let span: UInt64
  /// Whether somebody records the trace.
  public let isSampled: Bool
  /// What other systems have to say of the trace to each other; passed on as it is.
  public let state: String?

  /// A position in a new trace; nobody records it unless told otherwise.
  public init(isSampled: Bool = false) {
    self.init(high: Self.random(), low: Self.random(), span: Self.random(), isSampled: isSampled, state: nil)
  }

  private init(high: UInt64, low: UInt64, span: UInt64, isSampled: Bool, state: String?) {
    self.high = high
    self.low = low
    self.span = span
    self.isSampled = isSampled
    self.state = state
  }

  /// Reads a `traceparent` and what came with it; nil when it breaks the specification, in which case a new trace is to
  /// be begun.
  ///
  /// A `tracestate` that breaks it is left out.
  public init?(traceParent: String, traceState: String? = nil) {
    var text = traceParent
    guard let read = text.withUTF8(Self.read) else { return nil }
    (high, low, span, isSampled) = read
    state = traceState.flatMap { Self.isState($0) ? $0 : nil }
  }

  /// The trace: 32 lower-case hexadecimal digits, not all zero.
  public var traceID: String { Self.digits(high, low) }

  /// The span within it: 16 lower-case hexadecimal digits, not all zero.
  public var spanID: String { Self.digits(span) }

  /// The part of the trace's id that ratios of traces go by: every service comes to the same.
  package var ratioBits: UInt64 { low }

  /// The position of what this one caused: the same trace, a span of its own.
  public func child() -> TraceContext {
    TraceContext(high: high, low: low, span: Self.random(), isSampled: isSampled, state: state)
  }

  /// The `traceparent` header, version 00.
  public var description: String {
    String(unsafeUninitializedCapacity: 55) { buffer in
      let dash = UInt8(ascii: "-")
      buffer[0] = UInt8(ascii: "0")
      buffer[1] = UInt8(ascii: "0")
      buffer[2] = dash
      Self.write(high, to: buffer, at: 3)
      Self.write(low, to: buffer, at: 19)
      buffer[35] = dash
      Self.write(span, to: buffer, at: 36)
      buffer[52] = dash
      buffer[53] = UInt8(ascii: "0")
      buffer[54] = UInt8(ascii: isSampled ? "1" : "0")
      return 55
    }
  }

  /// The same position, recorded or not.
  package func marked(isSampled: Bool) -> TraceContext {
    TraceContext(high: high, low: low, span: span, isSampled: isSampled, state: state)
  }

  private static func random() -> UInt64 { UInt64.random(in: 1 ... .max) }
}

// MARK: Reading and writing

extension TraceContext {
  /// The least length: version 00 has four parts; later ones may append others.
  private static let length = 55

  private static func read(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (high: UInt64, low: UInt64, span: UInt64, isSampled: Bool)? {
    let dash = UInt8(ascii: "-")
    guard bytes.count >= length, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash,
      let version = number(bytes, 0..<2), version != 0xFF,
      bytes.count == length || (version != 0 && bytes[length] == dash),
      let high = number(bytes, 3..<19), let low = number(bytes, 19..<35), high | low != 0,
      let span = number(bytes, 36..<52), span != 0, let flags = number(bytes, 53..<55)
    else { return nil }
    return (high, low, span, flags & 1 == 1)
  }

  /// Lower-case hexadecimal digits, as a number; nil for anything else.
  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64? {
    var number: UInt64 = 0
    for position in range {
      let byte = bytes[position]
      switch byte {
      case 0x30...0x39: number = number << 4 | UInt64(byte - 0x30)
      case 0x61...0x66: number = number << 4 | UInt64(byte - 0x57)
      default: return nil
      }
    }
    return number
  }

  private static func write(_ number: UInt64, to buffer: UnsafeMutableBufferPointer<UInt8>, at start: Int) {
    for position in 0..<16 {
      let digit = UInt8(truncatingIfNeeded: number >> UInt64(60 - 4 * position)) & 0xF
      buffer[start + position] = digit < 10 ? 0x30 + digit : 0x57 + digit
    }
  }

  private static func digits(_ numbers: UInt64...) -> String {
    String(unsafeUninitializedCapacity: 16 * numbers.count) { buffer in
      for (index, number) in numbers.enumerated() { write(number, to: buffer, at: 16 * index) }
      return 16 * numbers.count
    }
  }

  /// Whether it is a list of `key=value` that must be passed on: up to 512 characters, up to 32 members.
  private static func isState(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.count <= 512, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
      return false
    }
    let members = text.split(separator: ",")
    return members.count <= 32 && members.allSatisfy { $0.dropFirst().contains("=") }
  }
}
