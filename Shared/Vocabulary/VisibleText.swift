extension String {
  /// Without what nobody sees: zero-width spaces, soft hyphens, variation selectors, control characters, and the blanks that
  /// count as letters or symbols.
  ///
  /// Such come with a copied text, or are put in to make one text look like another. White space that is some stays, but a
  /// tabulator and line breaks, which are control characters.
  public var withoutInvisible: String {
    String(String.UnicodeScalarView(unicodeScalars.filter { !$0.isInvisible }))
  }

  /// As names are compared: two texts that look alike are equal, in whatever case, spacing and form of letters.
  ///
  /// Upper and lower case are one by full case folding (Unicode, section 3.13): "STRASSE" is "Straße", and a dotless "ı" is no
  /// "i". Letters and digits in forms of their own, such as full-width, bold or circled ones, are plain, as in NFKC; blanks
  /// are one space between words. Accents count. To be compared with `==`, for which composed and decomposed letters are one:
  /// who hashes the text has to compose it first. Letters of another script that look the same stay another's.
  public var foldedForComparison: String {
    unicodeScalars.map(\.comparable).joined().split(separator: " ").joined(separator: " ")
  }
}

extension Unicode.Scalar {
  /// The empty pattern of Braille and the fillers of Hangul: letters and a symbol to Unicode, a blank to who reads.
  private var isFiller: Bool {
    switch self {
    case "\u{2800}", "\u{3164}", "\u{FFA0}", "\u{115F}", "\u{1160}": true
    default: false
    }
  }

  fileprivate var isInvisible: Bool {
    // The letters and digits of most texts need no look into the tables.
    if isASCII { return properties.generalCategory == .control }
    return isFiller || properties.isDefaultIgnorableCodePoint || properties.generalCategory == .control
      || properties.generalCategory == .format
  }

  /// A space for white space and fillers, nothing for what nobody sees, else the plain form, case-folded.
  fileprivate var comparable: String {
    if isFiller || properties.isWhitespace { return " " }
    if isInvisible { return "" }
    return isASCII ? properties.lowercaseMapping : plain.unicodeScalars.map(\.caseFolded).joined()
  }

  /// Upper case first folds what lower case alone would not, such as "ß" and "ς".
  ///
  /// It would take the dotless "ı" for an "i", and leave the capital "ẞ" alone.
  private var caseFolded: String {
    switch self {
    case "ı": "ı"
    case "ẞ": "ss"
    default: properties.uppercaseMapping.lowercased()
    }
  }

  /// The plain form of a letter or digit that has a form of its own; NFKC from the names that the standard library holds.
  private var plain: String {
    switch self {
    case "\u{FF01}"..."\u{FF5E}": String(UnicodeScalar(UInt8(value - 0xFEE0)))
    case "\u{FB00}"..."\u{FB06}": ["ff", "fi", "fl", "ffi", "ffl", "st", "st"][Int(value - 0xFB00)]
    default: properties.changesWhenNFKCCaseFolded ? named ?? String(self) : String(self)
    }
  }

  private static let forms: Set<Substring> = [
    "MATHEMATICAL", "DOUBLE-STRUCK", "SCRIPT", "BLACK-LETTER", "CIRCLED", "SQUARED", "SUPERSCRIPT", "MODIFIER",
  ]

  /// "MATHEMATICAL BOLD SMALL A" and "CIRCLED LATIN SMALL LETTER A" are an "a", "MATHEMATICAL BOLD DIGIT ONE" is a "1".
  private var named: String? {
    guard let words = properties.name?.split(separator: " "), let form = words.first, let letter = words.last,
      Self.forms.contains(form)
    else { return nil }
    if properties.numericType == .decimal { return properties.numericValue.map { String(Int($0)) } }
    guard letter.utf8.count == 1, form != "MODIFIER" || words.count == 4 else { return nil }
    if words.contains("CAPITAL") { return String(letter) }
    return words.contains("SMALL") && !words.contains("DOTLESS") ? letter.lowercased() : nil
  }
}
