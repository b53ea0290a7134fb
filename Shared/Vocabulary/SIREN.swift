/// The number of a French legal unit: nine digits, the last of which is a Luhn check digit (INSEE, Sirene register).
public struct SIREN: ValidatedText {
  /// Nine digits.
  public let rawValue: String

  /// Reads nine digits, with or without spaces between them; nil when a digit or the check is wrong.
  public init?(_ text: String) {
    let digits = text.unicodeScalars.filter { $0 != " " && $0 != "\u{A0}" && $0 != "\u{202F}" }
    guard digits.count == 9, digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
    let values = digits.map { Int($0.value) - 48 }
    guard passesLuhn(values), values.contains(where: { $0 != 0 }) else { return nil }
    self.rawValue = String(String.UnicodeScalarView(digits))
  }

  /// What to say of another text.
  public static var defect: String { "is not a SIREN number" }
}

/// The Luhn check (ISO/IEC 7812-1, annex B): every second digit from the right is doubled.
private func passesLuhn(_ digits: [Int]) -> Bool {
  let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
    guard digit.offset % 2 == 1 else { return sum + digit.element }
    let doubled = digit.element * 2
    return sum + (doubled > 9 ? doubled - 9 : doubled)
  }
  return sum % 10 == 0
}
