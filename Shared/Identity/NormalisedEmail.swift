import Normalisation
import Vocabulary

/// Makes spellings of one e-mail address equal: case, Unicode form, invisible characters, a tag, and whether the domain is
/// written for people or for machines do not count (R4).
enum NormalisedEmail {
  /// Local part without its tag, and domain.
  ///
  /// A tag is what follows a "+" (RFC 5233): whoever receives at `camille+x@` receives at `camille@`. Local parts are equal
  /// under full case folding: whoever writes theirs in capitals writes "STRASSE" for "straße", and no provider gives the two
  /// to two people. A dotless "ı" is no "i", which is what it looks like in capitals alone.
  static func text(of address: EmailAddress) -> String { text(of: address.rawValue) }

  /// The same of what was an address once.
  static func text(of address: String) -> String {
    let address = composed(address.withoutInvisible)
    // By scalars: a mark behind the sign would make one character of both.
    guard let at = address.unicodeScalars.lastIndex(of: "@") else { return composed(address.foldedForComparison) }
    let local = withoutTag(composed(String(address[..<at]).foldedForComparison))
    return local + "@" + domain(address[address.unicodeScalars.index(after: at)...])
  }

  /// Whether an address, as `text(of:)` has it, is one that is given where there is none: people with it are not one person.
  static func isNobodys(_ text: String) -> Bool {
    let parts = text.split(separator: "@")
    guard let local = parts.first, let host = parts.last?.split(separator: ".").first else { return false }
    return ofNobody.contains(local.filter { !"-._".contains($0) }) || samples.contains(local) && host == local
  }

  /// Local parts that nobody is called by, without punctuation.
  private static let ofNobody: Set<Substring> = [
    "noreply", "donotreply", "nepasrepondre", "nospam", "noemail", "nomail", "pasdemail", "sansemail", "sansmail",
    "aucun", "inconnu", "unknown", "undefined",
  ]

  /// Words that stand for an address where the host is called the same, as in `test@test.com`.
  private static let samples: Set<Substring> = ["test", "mail", "email", "example", "exemple", "xxx"]

  /// A local part that begins with "+" has no tag: nothing would be left of it.
  private static func withoutTag(_ local: String) -> String {
    let scalars = local.unicodeScalars
    guard let plus = scalars.firstIndex(of: "+"), plus > scalars.startIndex else { return local }
    return String(scalars[..<plus])
  }

  /// A domain in lower case, its labels as people write them (RFC 5891): `xn--bcher-kva.example` is `bücher.example`.
  ///
  /// Lower case alone: "straße.de" and "strasse.de" are registered by two people (IDNA 2008). Compatibility forms are in no
  /// registered name, so that composing them makes no two domains one.
  private static func domain(_ text: Substring) -> String {
    lowered(text).split(separator: ".").map(label).joined(separator: ".")
  }

  /// A label for machines stands for one that could be registered, or for itself.
  private static func label(_ text: Substring) -> String {
    guard text.hasPrefix("xn--"), let decoded = Punycode.decoded(text.dropFirst(4)),
      !decoded.utf8.allSatisfy({ $0 < 0x80 }), lowered(decoded).unicodeScalars.elementsEqual(decoded.unicodeScalars)
    else { return String(text) }
    return decoded
  }

  private static func lowered(_ text: some StringProtocol) -> String { composed(composed(text).lowercased()) }

  private static func composed(_ text: some StringProtocol) -> String { text.compatibilityComposed }
}

extension NormalisedEmail {
  /// As an address was read before, the newest first (decisions, 2026-11-29).
  ///
  /// Readings before took some people for one, such as those at "straße.de" and "strasse.de": what names somebody else as
  /// addresses are read now is left out.
  static func formerTexts(of address: EmailAddress) -> [String] {
    let now = text(of: address)
    let untagged = secondReading(address.rawValue)
    return [untagged, firstReading(address.rawValue)].filter { text(of: $0) == now }
  }

  /// Before tags and invisible characters stopped counting.
  private static func firstReading(_ address: String) -> String {
    composed(composed(address).uppercased().lowercased())
  }

  /// Before domains kept what case folding takes from them, and labels for machines were read.
  private static func secondReading(_ address: String) -> String {
    let text = firstReading(address.withoutInvisible)
    guard let at = text.lastIndex(of: "@") else { return text }
    var domain = text[text.index(after: at)...]
    while domain.last == "." { domain.removeLast() }
    return withoutTag(String(text[..<at])) + "@" + domain
  }
}
