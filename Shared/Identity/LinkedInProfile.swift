/// Reads the name of a profile out of a LinkedIn address, in any of its spellings (R4).
public enum LinkedInProfile {
  /// The name after `/in/`, in lower case; nil when the text names no profile, or one that is nobody's.
  ///
  /// Scheme, login, language subdomain, port, a dot behind the host, mobile paths, slashes that are too many, query and
  /// fragment do not count, nor do percent-encoding, invisible characters and punctuation around the name; `in/name` is
  /// enough. An old public profile, `/pub/name/1a/2b/3c`, is the one that LinkedIn leads to from there, `/in/name-03c02b1a`.
  /// Lower case alone: nothing says that LinkedIn takes "weiß" and "weiss", "ırmak" and "irmak" for one, and addresses are
  /// copied, not written in capitals by hand.
  public static func name(in text: String) -> String? {
    guard let name = LinkedInAddress(text).flatMap(written).map(trimmed), !name.isEmpty, !ofNobody.contains(name) else {
      return nil
    }
    return name
  }

  /// What follows the first `/in/`, or stands for what follows `/pub/`.
  ///
  /// Forms that have "linkedin.com/in/" in front of their field get whole addresses behind it: then what those name.
  private static func written(in address: LinkedInAddress) -> String? {
    guard let marker = address.parts.firstIndex(where: { $0 == "in" || $0 == "pub" }) else { return nil }
    let path = address.parts[(marker + 1)...]
    if address.parts[marker] == "pub" { return publicProfile(path) }
    guard let name = path.first, LinkedInAddress.canBegin(with: name) else { return path.first.map(String.init) }
    return LinkedInAddress(path).flatMap(written)
  }

  /// The name that an old public profile has now: behind it its three numbers from the last to the first, of three digits
  /// but the first; none where that is zero.
  private static func publicProfile(_ path: ArraySlice<Substring>) -> String? {
    let numbers = path.dropFirst().prefix(3).map { trimmed($0) }
    let areNumbers = numbers.allSatisfy { (1...3).contains($0.utf8.count) && $0.allSatisfy(\.isHexDigit) }
    guard let name = path.first, name != "dir", numbers.count == 3, areNumbers else { return nil }
    let padded = numbers[1...].reversed().map { String(repeating: "0", count: 3 - $0.utf8.count) + $0 }
    return "\(name)-\(padded.joined())\(numbers[0] == "0" ? "" : numbers[0])"
  }

  /// A name without the punctuation of the sentence that it stood in, and without a query that was encoded with it.
  private static func trimmed(_ name: some StringProtocol) -> String {
    let name = name.prefix { $0 != "?" && $0 != "#" }
    let isPart = { (character: Character) in character.isLetter || character.isNumber || "-_".contains(character) }
    guard let first = name.firstIndex(where: isPart), let last = name.lastIndex(where: isPart) else { return "" }
    return String(name[first...last])
  }

  /// Names that LinkedIn and forms put where there is none: two people with one of them are not one person.
  private static let ofNobody: Set<String> = [
    "me", "unavailable", "in", "profile", "public-profile", "edit", "username", "user", "name", "your-name", "yourname",
    "your-profile", "example", "test", "unknown", "undefined", "null", "none", "nil", "na", "n-a", "not-available",
    "private", "linkedin", "xxx", "xxxx", "-", "_", "moi", "mon-profil", "votre-profil", "profil", "votre-nom", "aucun",
    "inconnu", "exemple", "http", "https", "www",
  ]
}
