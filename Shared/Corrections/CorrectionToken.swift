import Vocabulary

/// Where a page of decisions ended, opaque to who carries it: 32 hexadecimal digits.
struct CorrectionToken: Hashable, Sendable {
  /// When the last decision of the page was accepted.
  let at: Timestamp
  /// Its place among those of the same instant.
  let number: Int

  init(at: Timestamp, number: Int) {
    self.at = at
    self.number = number
  }

  /// Reads the text form; nil for what has another form.
  init?(_ text: String) {
    guard text.utf8.count == 32, let microseconds = UInt64(text.prefix(16), radix: 16),
      let number = Int(text.suffix(16), radix: 16)
    else { return nil }
    let at = Timestamp(microseconds: Int64(bitPattern: microseconds))
    guard Timestamp.earliest <= at, at <= Timestamp.latest else { return nil }
    self.init(at: at, number: number)
    guard self.text == text else { return nil }
  }

  /// The text form.
  var text: String {
    Self.digits(UInt64(bitPattern: at.microseconds)) + Self.digits(UInt64(bitPattern: Int64(number)))
  }

  private static func digits(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
