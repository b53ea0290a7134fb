import Normalisation

/// An e-mail address as mail servers read it: its domain in ASCII (RFC 5890, A-labels), what is before the "@" as it is.
public struct MailAddress: Sendable, Hashable {
  /// What is before the "@"; beyond ASCII only where the server offers SMTPUTF8 (RFC 6531).
  public let localPart: String
  /// The domain in ASCII.
  public let domain: String

  /// Reads an address without angle brackets; nil where it has no form that can be sent.
  ///
  /// That it is a well-formed address is for others to have seen; here, that it cannot end its line or its brackets.
  public init?(_ text: String) {
    guard let at = text.lastIndex(of: "@"), let domain = Self.domain(String(text[text.index(after: at)...])) else {
      return nil
    }
    let localPart = String(text[..<at])
    guard !localPart.isEmpty, localPart.utf8.count <= 64,
      !localPart.unicodeScalars.contains(where: Self.breaks)
    else { return nil }
    self.localPart = localPart
    self.domain = domain
  }

  /// The address, its domain in ASCII.
  public var text: String { "\(localPart)@\(domain)" }

  /// Whether it takes SMTPUTF8.
  var isInternational: Bool { !localPart.allSatisfy(\.isASCII) }

  /// Whether a character would end the address, its brackets or its line.
  private static func breaks(_ scalar: Unicode.Scalar) -> Bool {
    "<>@".unicodeScalars.contains(scalar) || scalar.properties.isWhitespace
      || scalar.properties.generalCategory == .control
  }

  /// A domain name in ASCII: labels beyond it as A-labels; nil where one is too long, or is none.
  static func domain(_ text: String) -> String? {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false).map { label(String($0)) }
    let domain = labels.map { $0 ?? "" }.joined(separator: ".")
    return labels.contains(nil) || domain.utf8.count > 253 ? nil : domain
  }

  /// Letters beyond ASCII are mapped as UTS 46 does before they are encoded: to lower case, and composed.
  private static func label(_ text: String) -> String? {
    let mapped = text.allSatisfy(\.isASCII) ? text : Self.mapped(text)
    guard !mapped.allSatisfy(\.isASCII) else { return isSendable(mapped) ? mapped : nil }
    guard let code = Punycode.encoded(mapped.unicodeScalars), isSendable("xn--\(code)") else { return nil }
    return "xn--\(code)"
  }

  private static func mapped(_ text: String) -> String {
    text.compatibilityComposed.lowercased().compatibilityComposed
  }

  /// Whether a label is one of host names: letters, digits and hyphens, 63 at most.
  private static func isSendable(_ label: String) -> Bool {
    (1...63).contains(label.utf8.count)
      && label.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-")
      }
  }
}
