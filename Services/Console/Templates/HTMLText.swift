/// Text as a page holds it, between tags and in attributes.
enum HTMLText {
  /// Writes a text, its signs that would be a page's own as entities.
  static func write(_ text: String, to page: inout [UInt8]) {
    var text = text
    text.withUTF8 { bytes in
      var written = 0
      for place in bytes.indices {
        guard let entity = entity(of: bytes[place]) else { continue }
        page.append(contentsOf: bytes[written..<place])
        page.append(contentsOf: entity.utf8)
        written = place + 1
      }
      page.append(contentsOf: bytes[written...])
    }
  }

  private static func entity(of byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }
}
