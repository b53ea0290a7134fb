import Certificates
import FoundationEssentials

/// An address of the web, as far as it says who is spoken to, and whether anybody else may listen.
package struct WebAddress: Hashable, Sendable {
  package let scheme: String
  package let host: String
  package let port: Int?
  /// The path, without a slash at its end.
  package let path: String
  /// Whether something stands behind the path.
  package let hasMore: Bool

  /// Reads an address; nil for what is none of `http` or `https`, names nobody, or somebody with a password.
  package init?(_ text: String) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let parts = URLComponents(string: text),
      let scheme = parts.scheme?.lowercased(), scheme == "http" || scheme == "https",
      let host = parts.host?.lowercased(), !host.isEmpty, parts.user == nil, parts.password == nil
    else { return nil }
    self.scheme = scheme
    self.host = host
    port = parts.port == (scheme == "https" ? 443 : 80) ? nil : parts.port
    path = parts.path.hasSuffix("/") ? String(parts.path.dropLast()) : parts.path
    hasMore = parts.query != nil || parts.fragment != nil
  }

  /// Scheme, host and port, as browsers name where something comes from (RFC 6454).
  package var origin: String {
    let name = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
    return "\(scheme)://\(name)\(port.map { ":\($0)" } ?? "")"
  }

  /// Whether it may be spoken to: encrypted, or where nobody else is on the way.
  package func isProtected(_ plainText: PlainText) -> Bool {
    scheme == "https" || plainText.allows(host)
  }
}
