/// Brings telephone numbers to one form, E.164, so that spellings of one number are equal (R4).
public enum PhoneNumber {
  /// The number as `+` and up to 15 digits; nil when it cannot be told which number is meant.
  ///
  /// A number that begins with `+` or `00` is international, and so is one that begins with the calling code where no
  /// national number does; another is read with the numbering plan of `country` (ISO 3166-1). Spaces, dots, brackets, an
  /// extension and another number behind the first do not count. A number that the plan of its country does not have, or
  /// that is written where there is none, such as `+33000000000` or `0612345678`, is nobody's.
  public static func international(_ text: String, country: String? = nil) -> String? {
    let plan = country.flatMap { NumberingPlan.byCountry[$0] }
    return WrittenNumber.readings(of: text).lazy.compactMap { international($0, in: plan) }.first
  }

  private static func international(_ written: WrittenNumber, in plan: NumberingPlan?) -> String? {
    guard let digits = written.isInternational ? written.digits : plan?.international(written.digits) else {
      return nil
    }
    // Behind a calling code that was not written the zero stands where no calling code is in front of it.
    let isAsWritten = digits == written.digits
    return somebodys(NumberingPlan.withoutTrunkPrefix(digits, shownZero: isAsWritten ? written.shownZero : nil))
  }

  /// A number with "+" in front, unless it is nobody's.
  static func somebodys(_ number: String) -> String? {
    (8...15).contains(number.utf8.count) && number.first != "0" && NumberingPlan.isSomebodys(number)
      ? "+\(number)" : nil
  }
}

extension PhoneNumber {
  /// How many digits a number has behind its calling code, and how many inside a country (ITU-T E.164).
  private static let (internationalLengths, nationalLengths) = (8...15, 6...15)

  /// Whether a text has the form of a telephone number of some country, perhaps with something behind it; "call me" has not.
  ///
  /// By its form alone: one that is nobody's, such as `0600000000`, is one that identifies nobody.
  public static func isNumber(_ text: String) -> Bool {
    WrittenNumber.readings(of: text).contains { written in
      (written.isInternational ? internationalLengths : nationalLengths).contains(written.digits.utf8.count)
    }
  }
}
