extension Timestamp {
  /// Reads RFC 3339, and other forms of ISO 8601 that have one meaning; nil for anything else.
  ///
  /// These are any number of fraction digits, cut to microseconds, after a point or a comma; no seconds; an offset such as
  /// `+0100`, `+01`, `UTC` or `GMT`, after a blank or none.
  ///
  /// Without an offset it may be of any zone, so it is none. What to say of that is `defect(of:)`.
  /// Nil also for an instant that its offset takes out of the years 1 to 9999: it could not be written again in UTC.
  public init?(_ text: String) {
    var text = text
    let microseconds = text.withUTF8 { bytes -> Int64? in
      var reader = TimestampReader(bytes: bytes)
      return reader.microseconds()
    }
    guard let microseconds else { return nil }
    self.init(microseconds: microseconds)
    guard Timestamp.earliest <= self, self <= Timestamp.latest else { return nil }
  }
}

extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC, with no, 3 or 6 fraction digits: as few as hold the instant exactly.
  public var description: String {
    let (seconds, fraction) = microseconds.flooredDivision(by: 1_000_000)
    let (days, second) = seconds.flooredDivision(by: 86_400)
    let (year, month, day) = civilDate(daysSince1970: days)
    // No message holds such a time, but a program may.
    guard (0...9999).contains(year) else {
      return "\(year)-\(month)-\(day)T\(second / 3600):\(second / 60 % 60):\(second % 60)Z"
    }
    return String(unsafeUninitializedCapacity: 27) { text in
      text.write(digits: year, width: 4, at: 0)
      text[4] = UInt8(ascii: "-")
      text.write(digits: month, width: 2, at: 5)
      text[7] = UInt8(ascii: "-")
      text.write(digits: day, width: 2, at: 8)
      text[10] = UInt8(ascii: "T")
      text.write(digits: second / 3600, width: 2, at: 11)
      text[13] = UInt8(ascii: ":")
      text.write(digits: second / 60 % 60, width: 2, at: 14)
      text[16] = UInt8(ascii: ":")
      text.write(digits: second % 60, width: 2, at: 17)
      var end = 19
      if fraction != 0 {
        text[end] = UInt8(ascii: ".")
        let milliseconds = fraction % 1000 == 0
        text.write(digits: milliseconds ? fraction / 1000 : fraction, width: milliseconds ? 3 : 6, at: end + 1)
        end += milliseconds ? 4 : 7
      }
      text[end] = UInt8(ascii: "Z")
      return end + 1
    }
  }
}

extension Timestamp: Codable {
  /// Reads what `init(_:)` reads; throws `DecodingError.dataCorrupted` for anything else.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Self(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: Self.defect(of: text))
    }
    self = value
  }

  /// Writes RFC 3339 in UTC.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// Reads the bytes of a time from left to right.
private struct TimestampReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0
  /// Whether the time of day came with seconds: a fraction is one of them.
  private var hasSeconds = false

  init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  mutating func microseconds() -> Int64? {
    guard let date = date(), take(anyOf: "Tt "), let time = time(), let fraction = fraction(), let offset = offset(),
      position == bytes.count
    else { return nil }
    return (date * 86_400 + time - offset) * 1_000_000 + fraction
  }

  /// Days since 1970.
  private mutating func date() -> Int64? {
    guard let year = number(width: 4), year >= 1, take(anyOf: "-"), let month = number(width: 2), take(anyOf: "-"),
      let day = number(width: 2), (1...12).contains(month), (1...daysIn(month: month, of: year)).contains(day)
    else { return nil }
    return daysSince1970(year: year, month: month, day: day)
  }

  /// Seconds since midnight; a leap second counts as the first of the next minute.
  ///
  /// ISO 8601 leaves seconds out where there are none to tell, and some libraries do.
  private mutating func time() -> Int64? {
    guard let hour = number(width: 2), take(anyOf: ":"), let minute = number(width: 2), hour < 24, minute < 60 else {
      return nil
    }
    guard take(anyOf: ":") else { return hour * 3600 + minute * 60 }
    guard let second = number(width: 2), second <= 60 else { return nil }
    hasSeconds = true
    return hour * 3600 + minute * 60 + second
  }

  /// Microseconds of the fraction, 0 where there is none.
  private mutating func fraction() -> Int64? {
    guard hasSeconds, take(anyOf: ".,") else { return 0 }
    var value: Int64 = 0
    var count = 0
    while let digit = digit() {
      count += 1
      if count <= 6 { value = value * 10 + digit }
    }
    guard count > 0 else { return nil }
    for _ in min(count, 6)..<6 { value *= 10 }
    return value
  }

  /// Seconds east of UTC.
  private mutating func offset() -> Int64? {
    if take(anyOf: "Zz") { return 0 }
    _ = take(anyOf: " ")
    let east = take(anyOf: "+")
    guard east || take(anyOf: "-") else { return takeNameOfUTC() ? 0 : nil }
    guard let hours = number(width: 2), hours < 24 else { return nil }
    var minutes: Int64 = 0
    if take(anyOf: ":") || position < bytes.count {
      guard let number = number(width: 2), number < 60 else { return nil }
      minutes = number
    }
    return (hours * 3600 + minutes * 60) * (east ? 1 : -1)
  }

  /// Takes the rest where it is `Z`, `UTC` or `GMT`.
  private mutating func takeNameOfUTC() -> Bool {
    let rest = String(decoding: bytes[position...], as: UTF8.self).lowercased()
    guard ["z", "utc", "gmt"].contains(rest) else { return false }
    position = bytes.count
    return true
  }

  private mutating func take(anyOf characters: StaticString) -> Bool {
    guard position < bytes.count else { return false }
    let found = characters.withUTF8Buffer { $0.contains(bytes[position]) }
    if found { position += 1 }
    return found
  }

  private mutating func number(width: Int) -> Int64? {
    var value: Int64 = 0
    for _ in 0..<width {
      guard let digit = digit() else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  private mutating func digit() -> Int64? {
    guard position < bytes.count, (0x30...0x39).contains(bytes[position]) else { return nil }
    defer { position += 1 }
    return Int64(bytes[position] - 0x30)
  }
}
