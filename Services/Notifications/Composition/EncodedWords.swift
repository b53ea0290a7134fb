import FoundationEssentials

/// Text in a header (RFC 2047): always encoded, so that no character of it can end the header or begin another.
enum EncodedWords {
  /// Bytes of text in one word: 45 make 60 characters of base64, and 75 are allowed with what stands around them.
  private static let longest = 45

  /// The text as words in UTF-8 and base64, folded; line feeds in it become spaces.
  static func text(_ text: String) -> String {
    let line = text.map { $0.isNewline ? " " : $0 }
    var words: [String] = []
    var word = ""
    for character in line {
      if word.utf8.count + String(character).utf8.count > longest {
        words.append(word)
        word = ""
      }
      word.append(character)
    }
    words.append(word)
    return words.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
  }
}
