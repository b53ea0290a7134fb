/// An e-mail address: a dot-atom, "@" and a domain name (RFC 5321), with letters beyond ASCII (RFC 6531).
///
/// White space around it is dropped; upper and lower case stay as they came, since only matching ignores them (R4).
public struct EmailAddress: ValidatedText {
  /// At most so many characters (RFC 5321, section 4.5.3.1.3, less the angle brackets).
  public static let maximumLength = 254

  /// The address.
  public let rawValue: String

  /// Reads an address; nil when its syntax is wrong or it is too long.
  public init?(_ text: String) {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return nil }
    let address = scalars[first...last]
    guard address.count <= Self.maximumLength, let at = address.lastIndex(of: "@"),
      isLocalPart(address[..<at]), isDomain(address[address.index(after: at)...])
    else { return nil }
    self.rawValue = String(address)
  }

  /// What to say of another text.
  public static var defect: String { "is not an e-mail address" }
}

private typealias Scalars = Substring.UnicodeScalarView

private func isLocalPart(_ text: Scalars) -> Bool {
  text.reduce(0) { $0 + UTF8.width($1) } <= 64
    && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
      !atom.isEmpty && atom.allSatisfy(isAtomText)
    }
}

private func isDomain(_ text: Scalars) -> Bool {
  let labels = text.split(separator: ".", omittingEmptySubsequences: false)
  return labels.count >= 2
    && labels.allSatisfy { label in
      (1...63).contains(label.count) && label.first != "-" && label.last != "-"
        && label.allSatisfy { $0 == "-" || isLetterOrDigit($0) }
    }
}

private func isAtomText(_ scalar: Unicode.Scalar) -> Bool {
  isLetterOrDigit(scalar) || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
}

private func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "a"..."z", "A"..."Z", "0"..."9": true
  default:
    // Some letters are seen nowhere, such as the filler of Hangul.
    !scalar.isASCII && !scalar.properties.isDefaultIgnorableCodePoint
      && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || scalar.properties.generalCategory == .nonspacingMark)
  }
}
