extension Duration {
  /// Whole milliseconds, rounded up, so that a short time does not become "no limit".
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    // What is longer than any wait is cut, so that nothing overflows.
    let bounded = min(max(seconds, -Self.longestSeconds), Self.longestSeconds)
    return Int(bounded) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }

  private static let longestSeconds: Int64 = 1 << 40

  /// Whole seconds, rounded up.
  var wholeSeconds: Int { (milliseconds + 999) / 1000 }

  /// A time as a setting writes it: a whole number with `ms`, `s` or `min` behind it, or of seconds; nil otherwise.
  init?(setting text: String) {
    let digits = text.prefix(while: \.isNumber)
    guard let number = Int32(digits), number >= 0 else { return nil }
    switch text.dropFirst(digits.count) {
    case "ms": self = .milliseconds(number)
    case "", "s": self = .seconds(number)
    case "min": self = .seconds(Int(number) * 60)
    default: return nil
    }
  }
}
