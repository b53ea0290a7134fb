/// Brings telephone numbers to one form, E.164, so that spellings of one number are equal (R4).
public enum PhoneNumber {
  /// The number as `+` and up to 15 digits; nil when it cannot be told which number is meant.
  ///
  /// A number that begins with `+` or `00` is international; another is read with the numbering plan of `country`
  /// (ISO 3166-1). Spaces, dots, brackets and an extension behind the number do not count. A number that the plan of its
  /// country does not have, or that is written where there is none, such as `+33000000000`, is nobody's.
  public static func international(_ text: String, country: String? = nil) -> String? {
    let written = WrittenNumber(text)
    let plan = country.flatMap { NumberingPlan.byCountry[$0] }
    guard let digits = written.isInternational ? written.digits : plan?.international(written.digits) else {
      return nil
    }
    let number = NumberingPlan.withoutTrunkPrefix(digits)
    return (8...15).contains(number.utf8.count) && number.first != "0" && NumberingPlan.isSomebodys(number)
      ? "+\(number)" : nil
  }
}

/// The digits that somebody wrote, and whether they begin with a calling code.
private struct WrittenNumber {
  private(set) var digits: String
  private(set) var isInternational: Bool

  init(_ text: String) {
    digits = ""
    isInternational = false
    // "(0)" is the trunk prefix shown to who calls from inside the country: never dialled after a calling code.
    let shownTrunkPrefix = text.contains("+") || text.hasPrefix("00")
    for scalar in (shownTrunkPrefix ? text.replacing("(0)", with: "") : text).unicodeScalars {
      if let digit = decimalDigit(scalar) {
        digits.append(digit)
      } else if scalar == "+" || scalar == "\u{FF0B}" {
        guard digits.isEmpty else { break }
        isInternational = true
      } else if !digits.isEmpty, scalar.properties.isAlphabetic || scalar == ";" {
        break  // "ext. 12", "poste 12", ";ext=12"
      }
    }
    if !isInternational, digits.hasPrefix("00") {
      digits.removeFirst(2)
      isInternational = true
    }
  }
}

/// A decimal digit of any script as "0" to "9".
private func decimalDigit(_ scalar: Unicode.Scalar) -> Character? {
  guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
  return Character(String(Int(value)))
}
