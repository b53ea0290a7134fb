extension PhoneNumber {
  /// As a number was read before (decisions, 2026-11-29), where it is somebody's now.
  ///
  /// That is before a "(0)" was kept where it belongs, an extension was told from the number in front of it, and a calling
  /// code was seen without "+" where numbers are of very different lengths. What came of those is hardly anybody's number.
  static func formerNumbers(in text: String, country: String?) -> [String] {
    let (digits, isInternational) = formerDigits(of: text)
    let plan = country.flatMap { NumberingPlan.byCountry[$0] }
    guard let number = isInternational ? digits : plan?.formerInternational(digits) else { return [] }
    return somebodys(NumberingPlan.withoutTrunkPrefix(number, byLength: false)).map { [$0] } ?? []
  }

  private static func formerDigits(of text: String) -> (digits: String, isInternational: Bool) {
    var (digits, isInternational) = ("", false)
    let showsTrunkPrefix = text.contains("+") || text.hasPrefix("00")
    for scalar in (showsTrunkPrefix ? text.replacing("(0)", with: "") : text).unicodeScalars {
      if let digit = decimalDigit(scalar) {
        digits.append(digit)
      } else if scalar == "+" || scalar == "\u{FF0B}" {
        guard digits.isEmpty else { break }
        isInternational = true
      } else if !digits.isEmpty, scalar.properties.isAlphabetic || scalar == ";" {
        break
      }
    }
    guard !isInternational, digits.hasPrefix("00") else { return (digits, isInternational) }
    return (String(digits.dropFirst(2)), true)
  }
}
