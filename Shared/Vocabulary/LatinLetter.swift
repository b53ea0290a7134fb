/// Folds letters to lower case without accents, from the Unicode names that the standard library holds: no ICU needed.
enum LatinLetter {
  /// The letter or digit in its plain form, such as "e" for "É" and "ss" for "ß"; empty for anything else.
  static func folded(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "a"..."z", "0"..."9": return String(scalar)
    case "A"..."Z": return scalar.properties.lowercaseMapping
    default:
      guard !scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil else { return "" }
      return beyondASCII(scalar)
    }
  }

  private static let prefixes = [
    "LATIN SMALL LETTER ", "LATIN CAPITAL LETTER ", "LATIN SMALL LIGATURE ",
    "LATIN CAPITAL LIGATURE ", "FULLWIDTH LATIN SMALL LETTER ", "FULLWIDTH LATIN CAPITAL LETTER ",
  ]

  private static let named = ["SHARP S": "ss", "ETH": "d", "THORN": "th", "DOTLESS I": "i", "ENG": "n", "KRA": "k"]

  /// "LATIN SMALL LETTER E WITH ACUTE" is an "e", "LATIN SMALL LIGATURE OE" is "oe".
  private static func beyondASCII(_ scalar: Unicode.Scalar) -> String {
    guard let name = scalar.properties.name, let prefix = prefixes.first(where: { name.hasPrefix($0) }) else {
      return scalar.properties.lowercaseMapping
    }
    let letter = name.dropFirst(prefix.utf8.count).prefix(while: { $0 != " " })
    let rest = name.dropFirst(prefix.utf8.count)
    if let plain = named[String(rest)] { return plain }
    guard letter.utf8.count <= 3, rest.utf8.count == letter.utf8.count || rest.contains(" WITH ") else {
      return scalar.properties.lowercaseMapping
    }
    return letter.lowercased()
  }
}
