public import Vocabulary

/// Amounts as people read them.
public enum Money {
  /// Cents as euros: `1 250,00 €`, `€1,250.00`.
  public static func text(_ cents: Int, in language: Language) -> String {
    let (euros, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = cents < 0 ? "\u{2212}" : ""
    let decimals = (rest < 10 ? "0" : "") + String(rest)
    switch language {
    case .french: return sign + number(Int(euros), in: language) + ",\(decimals)\(Typography.narrowSpace)€"
    case .english: return sign + "€" + number(Int(euros), in: language) + ".\(decimals)"
    }
  }

  /// A whole number with its thousands apart.
  public static func number(_ value: Int, in language: Language) -> String {
    let digits = Array(String(value.magnitude))
    var text = value < 0 ? "\u{2212}" : ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) {
        text += language == .french ? Typography.narrowSpace : ","
      }
      text.append(digit)
    }
    return text
  }
}
