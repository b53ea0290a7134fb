extension Timestamp {
  /// Reads RFC 3339: any offset, 0 to 9 fraction digits, cut to microseconds; nil for anything else.
  ///
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
    var text = ""
    text.reserveCapacity(27)
    text.append(digits: year, width: 4)
    text.append("-")
    text.append(digits: month, width: 2)
    text.append("-")
    text.append(digits: day, width: 2)
    text.append("T")
    text.append(digits: second / 3600, width: 2)
    text.append(":")
    text.append(digits: second / 60 % 60, width: 2)
    text.append(":")
    text.append(digits: second % 60, width: 2)
    if fraction != 0 {
      text.append(".")
      let milliseconds = fraction % 1000 == 0
      text.append(digits: milliseconds ? fraction / 1000 : fraction, width: milliseconds ? 3 : 6)
    }
    text.append("Z")
    return text
  }
}

extension Timestamp: Codable {
  /// Reads RFC 3339; throws `DecodingError.dataCorrupted` for anything else.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = Self(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "is not an RFC 3339 time")
    }
    self = value
  }

  /// Writes RFC 3339 in UTC.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// Reads the bytes of an RFC 3339 time from left to right.
private struct TimestampReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

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
  private mutating func time() -> Int64? {
    guard let hour = number(width: 2), take(anyOf: ":"), let minute = number(width: 2), take(anyOf: ":"),
      let second = number(width: 2), hour < 24, minute < 60, second <= 60
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// Microseconds of the fraction, 0 where there is none.
  private mutating func fraction() -> Int64? {
    guard take(anyOf: ".") else { return 0 }
    var value: Int64 = 0
    var count = 0
    while let digit = digit() {
      count += 1
      if count <= 6 { value = value * 10 + digit }
    }
    guard (1...9).contains(count) else { return nil }
    for _ in min(count, 6)..<6 { value *= 10 }
    return value
  }

  /// Seconds east of UTC.
  private mutating func offset() -> Int64? {
    if take(anyOf: "Zz") { return 0 }
    let east = take(anyOf: "+")
    guard east || take(anyOf: "-"), let hours = number(width: 2), take(anyOf: ":"), let minutes = number(width: 2),
      hours < 24, minutes < 60
    else { return nil }
    return (hours * 3600 + minutes * 60) * (east ? 1 : -1)
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
