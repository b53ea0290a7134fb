import Foundation

/// Reads the name of a profile out of a LinkedIn address, in any of its spellings (R4).
public enum LinkedInProfile {
  /// The name after `/in/`, case-folded; nil when the text names no profile, or one that is nobody's.
  ///
  /// Scheme, language subdomain, a dot behind the host, mobile paths, trailing slash, query and fragment do not count, nor do
  /// percent-encoding, invisible characters and punctuation around the name; `in/name` is enough.
  public static func name(in text: String) -> String? {
    let address = foldedForm(of: decoded(text)).drop { !$0.isLetter && !$0.isNumber && $0 != "/" }
    guard let name = written(in: String(address)).map(trimmed), !name.isEmpty, !ofNobody.contains(name) else {
      return nil
    }
    return name
  }

  /// The name as it was read before encoding, punctuation and what nobody sees stopped counting.
  static func formerName(in text: String) -> String? {
    guard let name = written(in: foldedForm(of: text.trimmingCharacters(in: .whitespacesAndNewlines))) else {
      return nil
    }
    return String(name).removingPercentEncoding.map(foldedForm(of:)) ?? String(name)
  }

  /// What follows `/in/`.
  private static func written(in address: String) -> Substring? {
    let afterScheme = address.range(of: "//").map { address[$0.upperBound...] } ?? address[...]
    let path = afterScheme.prefix { $0 != "?" && $0 != "#" }
    let parts = path.split(separator: "/")
    guard let host = parts.first, host == "in" || isLinkedIn(host), let marker = parts.firstIndex(of: "in"),
      parts.indices.contains(marker + 1)
    else { return nil }
    return parts[marker + 1]
  }

  /// Without percent-encoding, however often somebody encoded it, and without what nobody sees.
  private static func decoded(_ text: String) -> String {
    var text = text
    for _ in 0..<3 {
      guard let next = text.removingPercentEncoding, next != text else { break }
      text = next
    }
    return withoutInvisible(text)
  }

  /// A name without the punctuation of the sentence that it stood in.
  private static func trimmed(_ name: Substring) -> String {
    let isPart = { (character: Character) in character.isLetter || character.isNumber || "-_".contains(character) }
    guard let first = name.firstIndex(where: isPart), let last = name.lastIndex(where: isPart) else { return "" }
    return String(name[first...last])
  }

  /// Names that LinkedIn and forms put where there is none: two people with one of them are not one person.
  private static let ofNobody: Set<String> = [
    "me", "unavailable", "in", "profile", "public-profile", "edit", "username", "user", "name", "your-name", "yourname",
    "your-profile", "example", "test", "unknown", "undefined", "null", "none", "nil", "na", "n-a", "not-available",
    "private", "linkedin", "xxx", "xxxx", "-", "_",
  ]

  private static func isLinkedIn(_ host: Substring) -> Bool {
    var name = host.prefix { $0 != ":" }
    while name.last == "." { name.removeLast() }
    return name == "linkedin.com" || name.hasSuffix(".linkedin.com")
  }
}
