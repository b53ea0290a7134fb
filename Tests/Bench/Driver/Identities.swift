import FoundationEssentials

/// The ids of the seeded rows, made by the rule of `seed/ids.sql`.
enum Identities {
  static func offer(_ number: Int) -> String { id("004", number) }
  static func candidate(_ number: Int) -> String { id("005", number) }
  static func member(_ number: Int) -> String { id("001", number) }

  private static func id(_ kind: String, _ number: Int) -> String {
    let moment = hexadecimal(1_730_000_000_000 + number)
    return "\(moment.prefix(8))-\(moment.suffix(4))-7\(kind)-8000-\(hexadecimal(number))"
  }

  private static func hexadecimal(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 12 - digits.count) + digits
  }
}

/// A seeded attribution that nobody was hired by yet: what a hire is reported of.
struct SeededHire {
  let offer: String
  let candidate: String

  /// How many members take turns: a member's nine hires come this far from one another.
  private static let group = 100
  /// How many of a member's attributions are not qualified yet.
  private static let each = 9

  /// The hire of a place in the order in which they are reported.
  ///
  /// Members come in groups, each group through all of its attributions before the next begins. So any stretch has the
  /// same mix of first hires, which also pay a sponsor, and later ones.
  init(_ place: Int, members: Int) {
    let (block, within) = place.quotientAndRemainder(dividingBy: Self.group * Self.each)
    let round = within / Self.group
    let member = block * Self.group + within % Self.group
    let attribution = round * members + member
    offer = Identities.offer((member + round * 1009) % members)
    candidate = Identities.candidate(attribution)
  }
}
