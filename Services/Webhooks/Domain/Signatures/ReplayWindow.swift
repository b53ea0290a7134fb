import Vocabulary

/// How far a signed time may be from now: what was signed before or after is not taken, whoever signed it.
struct ReplayWindow {
  /// Seconds that it may be in the past.
  let past: Double
  /// Seconds that it may be in the future: clocks differ.
  let future: Double = 300

  /// The window.
  init(past: Double) { self.past = past }

  /// An hour, in seconds.
  static let hour: Double = 3600

  /// What becomes of an authenticity when something was signed at an instant.
  ///
  /// The time is looked at last: of what nobody signed it says nothing.
  func within(_ signedAt: Timestamp, at now: Timestamp, _ authenticity: Authenticity) -> Authenticity {
    guard authenticity == .authentic else { return authenticity }
    let window = now.adding(seconds: -past)...now.adding(seconds: future)
    return window.contains(signedAt) ? .authentic : .refused(.outdated)
  }
}

extension Timestamp {
  /// Reads digits, seconds or milliseconds since 1970; nil for anything else.
  ///
  /// What would be after the year 5000 in seconds is in milliseconds.
  init?(since1970 digits: some StringProtocol) {
    guard digits.utf8.count <= 15, digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
      let number = Int64(digits)
    else { return nil }
    self.init(microseconds: number < 100_000_000_000 ? number * 1_000_000 : number * 1000)
    guard self <= .latest else { return nil }
  }
}
