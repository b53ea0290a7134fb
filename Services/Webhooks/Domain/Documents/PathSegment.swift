extension String {
  /// An id as one segment of a path, percent-encoded but for what never has to be (RFC 3986, section 2.3).
  ///
  /// Throws where it is nothing but dots, which means another path however it is encoded, or is longer than any id.
  func pathSegment(_ field: String) throws(Unclear) -> String {
    guard utf8.count <= 200, contains(where: { $0 != "." }) else {
      throw Unclear(sentence: "`\(field)` should be an id.")
    }
    var segment = ""
    for byte in utf8 {
      if Self.isUnreserved(byte) {
        segment.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        segment += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return segment
  }

  /// Letters, digits, hyphen, dot, underscore and tilde.
  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
