/// What no text of a message may hold, whatever field it is in.
///
/// NUL is what PostgreSQL cannot store, other control characters break lines and logs apart, and the marks that change the
/// direction of writing make a text read as another than it is. Characters beyond these are everybody's own.
enum MessageText {
  /// What is wrong with a text, to be said after its field's name; nil for a text that may be.
  static func defect(of text: String) -> String? {
    var text = text
    guard !text.withUTF8({ $0.allSatisfy(isPlain) }) else { return nil }
    if text.unicodeScalars.contains(where: isControl) { return "has control characters" }
    if text.unicodeScalars.contains(where: isDirection) { return "has marks that change the direction of writing" }
    return nil
  }

  /// Whether nobody would see anything of a text: it is empty, or all space and marks without a form of their own.
  static func isInvisible(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      // The empty pattern of Braille is a symbol.
      scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint || scalar == "\u{2800}"
        || [.control, .format, .surrogate].contains(scalar.properties.generalCategory)
    }
  }

  /// Whether a UTF-16 code unit stands for what no text may hold; all of that is in Unicode's first plane.
  static func forbids(_ unit: UInt16) -> Bool {
    Unicode.Scalar(unit).map { isControl($0) || isDirection($0) } ?? false
  }

  /// A control character that ends no line and is no tabulator.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\t", "\n", "\r": false
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": true
    default: false
    }
  }

  /// A character of the property Bidi_Control (Unicode, UAX 9).
  private static func isDirection(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\u{61C}", "\u{200E}", "\u{200F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": true
    default: false
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool { 0x20...0x7E ~= byte }
}
