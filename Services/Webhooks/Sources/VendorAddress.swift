import Certificates
import FoundationEssentials

/// Where a vendor's API is: the only address that is ever asked, whatever a webhook says.
package struct VendorAddress: Hashable, Sendable {
  /// `https://host`, perhaps with a port and a path, without a slash at the end.
  package let text: String

  /// Reads an address; nil for what is none, and for `http:` where encryption is asked for.
  package init?(_ text: String, plainText: PlainText) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let url = URL(string: text),
      let host = url.host(), !host.isEmpty, url.user() == nil, url.password() == nil, url.query() == nil,
      url.fragment() == nil
    else { return nil }
    switch url.scheme {
    case "https": break
    case "http" where plainText.allows(host): break
    default: return nil
    }
    self.text = text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  /// The address of something below it; nil for a path that could lead elsewhere.
  package func appending(_ path: String) -> String? {
    guard path.hasPrefix("/"), path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    let segments = path.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false)
    guard !segments.contains("."), !segments.contains(".."), !path.contains("#") else { return nil }
    return text + path
  }
}
