import Normalisation
import Vocabulary

/// The address of a page of LinkedIn in parts: host, if there is one, then path.
struct LinkedInAddress {
  /// Without what is encoded, in lower case.
  let parts: ArraySlice<Substring>

  /// Takes a text apart: first where the path ends, then at slashes, then each part is decoded by itself.
  ///
  /// What is encoded in a query is another address: that of the page before, for one. Nil for a page of another host.
  init?(_ text: String) {
    var address = Self.beforeQuery(text.withoutInvisible[...])
    // Encoded as a whole it has no slash.
    for _ in 0..<3 where !address.contains("/") { address = Self.beforeQuery(Self.decodedOnce(String(address))[...]) }
    self.init(address.split(separator: "/").flatMap { Self.decoded($0).split(separator: "/") }[...])
  }

  /// An address in parts, perhaps with a scheme in front.
  init?(_ parts: ArraySlice<Substring>) {
    self.parts = Self.withoutScheme(parts)
    guard let host = self.parts.first, host == "in" || host == "pub" || Self.isHost(host) else { return nil }
  }

  /// Whether a part is what an address of LinkedIn begins with, rather than a name.
  static func canBegin(with part: Substring) -> Bool {
    part == "in" || schemes.contains(String(part)) || isHost(part)
  }

  /// Whether the host is LinkedIn, or a part of it; login, port and the dot of the root do not count.
  private static func isHost(_ text: Substring) -> Bool {
    var name = text.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    if let colon = name.lastIndex(of: ":"), name[colon...].dropFirst().allSatisfy(\.isNumber) { name = name[..<colon] }
    if name.last == "." { name.removeLast() }
    return name == "linkedin.com" || name.hasSuffix(".linkedin.com")
  }

  /// Up to the query or the fragment; punctuation in front of an address is of the sentence that it stood in.
  private static func beforeQuery(_ text: Substring) -> Substring {
    text.drop { !$0.isLetter && !$0.isNumber && $0 != "/" && $0 != "%" }.prefix { $0 != "?" && $0 != "#" }
  }

  private static let schemes = ["http:", "https:", "linkedin:"]

  /// A host follows the scheme, whatever stands in front of that; a page within another's path is none of LinkedIn's.
  private static func withoutScheme(_ parts: ArraySlice<Substring>) -> ArraySlice<Substring> {
    guard let first = parts.first?.drop(while: { !$0.isLetter && !$0.isNumber }) else { return [] }
    if first.isEmpty || schemes.contains(where: { first.hasSuffix($0) }) { return parts.dropFirst() }
    return [first] + parts.dropFirst()
  }

  /// Without percent-encoding, however often somebody encoded it, and without what nobody sees; in lower case.
  private static func decoded(_ part: Substring) -> String {
    var text = String(part)
    for _ in 0..<3 { text = decodedOnce(text) }
    let visible = text.withoutInvisible.compatibilityComposed
    return visible.lowercased().compatibilityComposed
  }

  /// Without one layer of percent-encoding; a "%" that encodes nothing stays, and so does what is no UTF-8.
  private static func decodedOnce(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let code = encodedByte(rest.prefix(2)) {
        bytes.append(code)
        rest.removeFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self) ?? text
  }

  /// The byte that two hexadecimal digits behind a "%" stand for.
  private static func encodedByte(_ digits: ArraySlice<UInt8>) -> UInt8? {
    let characters = digits.map { Character(Unicode.Scalar($0)) }
    guard characters.count == 2, characters.allSatisfy(\.isHexDigit) else { return nil }
    return UInt8(String(characters), radix: 16)
  }
}
