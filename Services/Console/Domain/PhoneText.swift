/// Telephone numbers as people read and dial them.
public enum PhoneText {
  /// A French number by pairs, `+33 6 12 34 56 78`; any other as it was given.
  public static func grouped(_ number: String) -> String {
    let digits = Array(number.dropFirst(3))
    guard number.hasPrefix("+33"), digits.count == 9, digits.allSatisfy(\.isASCIIDigit) else { return number }
    let pairs = stride(from: 1, to: 9, by: 2).map { String(digits[$0...$0 + 1]) }
    return (["+33", String(digits[0])] + pairs).joined(separator: "\u{A0}")
  }

  /// An address that a telephone dials, with nothing in it that only eyes need.
  public static func link(_ number: String) -> String {
    "tel:" + number.filter { $0 == "+" || $0.isASCIIDigit }
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
