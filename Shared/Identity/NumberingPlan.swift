/// How the telephone numbers of a country are written inside it (ITU-T E.164 national numbering plans).
struct NumberingPlan: Sendable {
  /// What leads into the country, without "+".
  let callingCode: String
  /// What is dialled before a number inside the country, and never from outside.
  let trunkPrefixes: [String]
  /// How many digits a number has at most, without the trunk prefix.
  let maximumLength: Int

  /// Digits that were written without "+", behind the calling code.
  func international(_ digits: String) -> String {
    isBehindCallingCode(digits) ? digits : callingCode + withoutTrunkPrefix(digits)
  }

  /// As it was before "49 30 1234567" was read as what it is, and was taken for a number inside the country.
  func formerInternational(_ digits: String) -> String {
    if digits.utf8.count > maximumLength + 1, digits.hasPrefix(callingCode) { return digits }
    return callingCode + withoutTrunkPrefix(digits)
  }

  /// Whether digits are international without saying so: they begin with the calling code, and enough for a number follows.
  private func isBehindCallingCode(_ digits: String) -> Bool {
    let fewest = Self.fewestBehindCallingCode[callingCode] ?? maximumLength - 1
    return digits.hasPrefix(callingCode) && digits.utf8.count - callingCode.utf8.count >= fewest
  }

  /// How many digits follow the calling code at least, where numbers are not all about as long.
  ///
  /// Numbers inside these countries do not begin as the calling code does, but Italy's mobile numbers: those have no more than
  /// eight digits behind it.
  private static let fewestBehindCallingCode = [
    "43": 6, "46": 7, "49": 6, "352": 6, "358": 6, "376": 6, "39": 9,
  ]

  /// No number begins with 0 where 0 is the trunk prefix; where it is 1 or 8, only the length tells.
  private func withoutTrunkPrefix(_ digits: String) -> String {
    let prefix = trunkPrefixes.first {
      digits.hasPrefix($0) && ($0.hasPrefix("0") || digits.utf8.count > maximumLength)
    }
    return String(digits.dropFirst(prefix?.utf8.count ?? 0))
  }

  /// An international number without the trunk prefix that people leave in it ("+33 06…", "+370 8 6…"), and under the calling
  /// code of the part of France that it belongs to.
  ///
  /// A zero that was written as "(0)", at that place, is the trunk prefix shown to who calls from inside the country, where it
  /// is one or the plan is not known: in Italy it is part of the number. One that is not 0 shows by the length alone.
  static func withoutTrunkPrefix(_ digits: String, shownZero: Int? = nil, byLength: Bool = true) -> String {
    guard let plan = plan(of: digits) else { return without(shownZero, digits) }
    let code = plan.callingCode.utf8.count
    let isTooLong = digits.utf8.count - code > plan.maximumLength
    let shown = isTooLong || plan.trunkPrefixes.contains("0") ? without(shownZero, digits) : digits
    let national = shown.dropFirst(code)
    let trunk = plan.trunkPrefixes.first { prefix in
      national.hasPrefix(prefix)
        && (prefix.hasPrefix("0") || byLength && national.utf8.count == plan.maximumLength + prefix.utf8.count)
    }
    let number = national.dropFirst(trunk?.utf8.count ?? 0)
    return callingCode(of: number, in: plan) + number
  }

  private static func without(_ place: Int?, _ digits: String) -> String {
    guard let place else { return digits }
    return String(digits.prefix(place) + digits.dropFirst(place + 1))
  }

  /// Whether an international number, without "+", can be one that somebody is called by: as long as its country's are, and
  /// not what is typed where there is none, the same digit again and again, alone or behind one.
  ///
  /// Digits in a row ("06 12 34 56 78") are typed where there is none, too; they are somebody's all the same, and cannot be told
  /// apart from a number that is.
  static func isSomebodys(_ digits: String) -> Bool {
    let plan = plan(of: digits)
    let national = digits.dropFirst(plan?.callingCode.utf8.count ?? 0)
    if let plan, !plan.lengths.contains(national.utf8.count) { return false }
    let rest = national.dropFirst()
    return Set(national).count > 1 && Set(rest) != ["0"] && !(rest.utf8.count >= 8 && Set(rest).count == 1)
  }

  /// How many digits a number has, without the trunk prefix.
  private var lengths: ClosedRange<Int> { (Self.ofOneLength.contains(callingCode) ? maximumLength : 4)...maximumLength }

  /// The calling codes of countries whose numbers are all equally long.
  private static let ofOneLength: Set<String> = [
    "33", "590", "594", "596", "262", "30", "31", "34", "40", "41", "45", "48", "351", "420", "1", "90", "91", "61",
    "221",
    "225",
  ]

  private static func plan(of digits: String) -> NumberingPlan? {
    (1...3).reversed().lazy.compactMap { byCallingCode[String(digits.prefix($0))] }.first
  }

  /// France and its overseas departments share one plan inside and have calling codes of their own outside, so that one
  /// number can be written under either.
  private static func callingCode(of number: Substring, in plan: NumberingPlan) -> String {
    guard ["33", "590", "594", "596", "262"].contains(plan.callingCode), number.utf8.count == 9 else {
      return plan.callingCode
    }
    // 06 39 98 is kept for fiction in mainland France, in the middle of what Mayotte has.
    guard !number.hasPrefix("63998") else { return "33" }
    return overseas[String(number.prefix(3))] ?? "33"
  }

  /// The calling code by the first three digits of numbers overseas (ARCEP, decision 2018-0881).
  private static let overseas = [
    "590": "590", "690": "590", "691": "590", "594": "594", "694": "594", "596": "596", "696": "596", "697": "596",
    "262": "262", "263": "262", "269": "262", "639": "262", "692": "262", "693": "262",
  ]

  /// The plans by ISO 3166-1 code.
  static let byCountry: [String: NumberingPlan] = Dictionary(
    rows.flatMap { row in
      row.countries.split(separator: " ").map {
        (
          String($0),
          NumberingPlan(
            callingCode: row.code, trunkPrefixes: row.trunk.split(separator: " ").map(String.init),
            maximumLength: row.length)
        )
      }
    },
    uniquingKeysWith: { first, _ in first }
  )

  private static let byCallingCode: [String: NumberingPlan] = Dictionary(
    byCountry.values.map { ($0.callingCode, $0) }, uniquingKeysWith: { first, _ in first })

  private typealias Row = (countries: String, code: String, trunk: String, length: Int)

  private static let rows: [Row] = [
    // France and overseas
    ("FR", "33", "0", 9), ("GP BL MF", "590", "0", 9), ("GF", "594", "0", 9), ("MQ", "596", "0", 9),
    ("RE YT TF", "262", "0", 9), ("PM", "508", "0", 9), ("NC", "687", "", 6), ("PF", "689", "", 8),
    ("WF", "681", "", 6),
    // European Union
    ("AT", "43", "0", 13), ("BE", "32", "0", 9), ("BG", "359", "0", 9), ("CY", "357", "", 8), ("CZ", "420", "", 9),
    ("DE", "49", "0", 11), ("DK", "45", "", 8), ("EE", "372", "", 8), ("ES", "34", "", 9), ("FI AX", "358", "0", 12),
    ("GR", "30", "", 10), ("HR", "385", "0", 9), ("HU", "36", "06", 9), ("IE", "353", "0", 9), ("IT VA", "39", "", 11),
    ("LT", "370", "0 8", 8), ("LU", "352", "", 11), ("LV", "371", "", 8), ("MT", "356", "", 8), ("NL", "31", "0", 9),
    ("PL", "48", "", 9), ("PT", "351", "", 9), ("RO", "40", "0", 9), ("SE", "46", "0", 10), ("SI", "386", "0", 8),
    ("SK", "421", "0", 9),
    // Elsewhere in Europe
    ("AD", "376", "", 9), ("AL", "355", "0", 9), ("BA", "387", "0", 9), ("CH", "41", "0", 9),
    ("GB GG IM JE", "44", "0", 10), ("IS", "354", "", 9), ("LI", "423", "", 9), ("MC", "377", "", 9),
    ("MD", "373", "0", 8), ("ME", "382", "0", 9), ("MK", "389", "0", 8), ("NO SJ", "47", "", 8), ("RS", "381", "0", 9),
    ("SM", "378", "", 10), ("TR", "90", "0", 10), ("UA", "380", "0", 9),
    // Africa, America, Asia
    ("BF", "226", "", 8), ("BJ", "229", "", 10), ("CI", "225", "", 10), ("CM", "237", "", 9), ("DZ", "213", "0", 9),
    ("GA", "241", "0", 8), ("MA EH", "212", "0", 9), ("MG", "261", "0", 9), ("ML", "223", "", 8), ("MU", "230", "", 8),
    ("SN", "221", "", 9), ("TG", "228", "", 8), ("TN", "216", "", 8), ("CA US PR", "1", "1", 10),
    ("BR", "55", "0", 11), ("IL", "972", "0", 9), ("IN", "91", "0", 10), ("LB", "961", "0", 8), ("AU", "61", "0", 9),
  ]
}
