/// A sector of the economy: a NACE code at any of its four levels (M4).
///
/// The classification is NACE Rev. 2: section `J`, division `J62`, group `J62.0`, class `J62.01`. The section is
/// always written, and must be the one that the division belongs to (Regulation (EC) No 1893/2006, annex I).
public struct SectorCode: ValidatedText {
  /// The code.
  public let rawValue: String

  /// Reads a code; nil when it does not follow the classification.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let section = text.first, let divisions = Self.divisions[section] else { return nil }
    if bytes.count > 1 {
      guard bytes.count >= 3, let division = number(bytes[1...2]), divisions.contains(division) else { return nil }
    }
    if bytes.count > 3 {
      guard (5...6).contains(bytes.count), bytes[3] == UInt8(ascii: "."), number(bytes[4...]) != nil else { return nil }
    }
    self.rawValue = text
  }

  /// What to say of another text.
  public static var defect: String { "is not a NACE Rev. 2 code" }

  /// Whether another code is this one or lies under it: `J` covers `J62.01`.
  ///
  /// Every level's code is the beginning of the codes below it, and codes of one level have one length.
  public func covers(_ other: SectorCode) -> Bool {
    other.rawValue.utf8.starts(with: rawValue.utf8)
  }

  /// The code itself and all that cover it, the narrowest first: `J62.01`, `J62.0`, `J62`, `J`.
  public var ancestors: [SectorCode] {
    [6, 5, 3, 1].filter { $0 <= rawValue.utf8.count }.map { SectorCode(prefix: rawValue.prefix($0)) }
  }

  private init(prefix: Substring) {
    self.rawValue = String(prefix)
  }

  /// The divisions of each section.
  private static let divisions: [Character: ClosedRange<Int>] = [
    "A": 1...3, "B": 5...9, "C": 10...33, "D": 35...35, "E": 36...39, "F": 41...43, "G": 45...47, "H": 49...53,
    "I": 55...56, "J": 58...63, "K": 64...66, "L": 68...68, "M": 69...75, "N": 77...82, "O": 84...84, "P": 85...85,
    "Q": 86...88, "R": 90...93, "S": 94...96, "T": 97...98, "U": 99...99,
  ]
}

private func number(_ digits: ArraySlice<UInt8>) -> Int? {
  guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
  return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
}
