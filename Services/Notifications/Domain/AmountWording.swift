public import Vocabulary

/// How values are written for people.
public enum Wording {
  /// An amount in euros: `1 250,50 €` in French, with narrow no-break spaces, `€1,250.50` in English.
  public static func amount(_ amount: Cents, in language: Language) -> String {
    let cents = amount.rawValue.magnitude
    let sign = amount.rawValue < 0 ? "-" : ""
    let fraction = String(cents % 100)
    let padded = fraction.utf8.count == 1 ? "0" + fraction : fraction
    return switch language {
    case .french: "\(sign)\(grouped(cents / 100, by: Typography.narrowSpace)),\(padded)\(Typography.narrowSpace)€"
    case .english: "\(sign)€\(grouped(cents / 100, by: ",")).\(padded)"
    }
  }

  /// A whole number: `1 250` in French, `1,250` in English.
  public static func number(_ number: Int, in language: Language) -> String {
    let sign = number < 0 ? "-" : ""
    return sign + grouped(number.magnitude, by: language == .french ? Typography.narrowSpace : ",")
  }

  /// Digits in groups of three.
  private static func grouped(_ number: UInt, by separator: String) -> String {
    guard number >= 1000 else { return String(number) }
    let group = String(number % 1000)
    let zeros = String(repeating: "0", count: 3 - group.utf8.count)
    return grouped(number / 1000, by: separator) + separator + zeros + group
  }
}
