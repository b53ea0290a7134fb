import Normalisation
import Vocabulary

extension LinkedInProfile {
  /// As the name of a profile was read before, the newest first (decisions, 2026-11-29).
  ///
  /// Readings before took the name of another profile out of a query, or folded two names into one: what names somebody
  /// else as addresses are read now is left out, and what is nobody's now has no former name either.
  static func formerNames(in text: String) -> [String] {
    guard let now = name(in: text) else { return [] }
    return [secondReading(text), firstReading(text)].compactMap(\.self).filter { name(in: "in/\($0)") == now }
  }

  /// Before an address was taken apart before it was decoded.
  private static func secondReading(_ text: String) -> String? {
    var decoded = text
    for _ in 0..<3 {
      guard let next = PercentEncoding.decoded(decoded), next != decoded else { break }
      decoded = next
    }
    // The empty pattern of Braille was seen then.
    decoded.unicodeScalars.removeAll { $0 != "\u{2800}" && String($0).withoutInvisible.isEmpty }
    let address = folded(decoded).drop { !$0.isLetter && !$0.isNumber && $0 != "/" }
    let isPart = { (character: Character) in character.isLetter || character.isNumber || "-_".contains(character) }
    guard let name = written(in: String(address)), let first = name.firstIndex(where: isPart),
      let last = name.lastIndex(where: isPart)
    else { return nil }
    return String(name[first...last])
  }

  /// Before encoding, punctuation and what nobody sees stopped counting.
  private static func firstReading(_ text: String) -> String? {
    guard let name = written(in: folded(trimmed(text))) else { return nil }
    return PercentEncoding.decoded(String(name)).map(folded) ?? String(name)
  }

  private static func written(in address: String) -> Substring? {
    let afterScheme = address.firstRange(of: "//").map { address[$0.upperBound...] } ?? address[...]
    let parts = afterScheme.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
    guard let host = parts.first, host == "in" || isFormerHost(host), let marker = parts.firstIndex(of: "in"),
      parts.indices.contains(marker + 1)
    else { return nil }
    return parts[marker + 1]
  }

  private static func isFormerHost(_ host: Substring) -> Bool {
    var name = host.prefix { $0 != ":" }
    while name.last == "." { name.removeLast() }
    return name == "linkedin.com" || name.hasSuffix(".linkedin.com")
  }

  /// Without blanks around it; the zero-width space was one then.
  private static func trimmed(_ text: String) -> String {
    let isBlank = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace || scalar == "\u{200B}" }
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isBlank($0) }), let last = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(scalars[first...last])
  }

  private static func folded(_ text: String) -> String {
    text.compatibilityComposed.uppercased().lowercased().compatibilityComposed
  }
}
