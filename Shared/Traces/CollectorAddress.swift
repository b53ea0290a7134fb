/// Where spans are posted to: an `http://` or `https://` address, taken apart.
struct CollectorAddress: Sendable {
  /// Whether what goes there is encrypted.
  let isEncrypted: Bool
  /// The host's name or number, without brackets.
  let host: String
  let port: Int
  /// What is asked for there, from the first slash on.
  let path: String
  /// Host and port as the header `Host` has them.
  let authority: String

  /// Takes an address apart; nil where it is none, or holds a user's name.
  init?(_ url: String) {
    guard let scheme = ["http://", "https://"].first(where: url.hasPrefix),
      url.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    self.isEncrypted = scheme == "https://"
    let rest = url.dropFirst(scheme.count)
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    let authority = String(rest[..<slash])
    // An IPv6 address has colons of its own, within brackets.
    let end = authority.lastIndex(of: "]") ?? authority.startIndex
    let colon = authority[end...].lastIndex(of: ":")
    let name = authority[..<(colon ?? authority.endIndex)]
    let port = colon.map { Int(authority[authority.index(after: $0)...]) ?? 0 } ?? (isEncrypted ? 443 : 80)
    guard (1...65535).contains(port), !name.isEmpty, !authority.contains("@") else { return nil }
    self.authority = authority
    self.path = slash == rest.endIndex ? "/" : String(rest[slash...])
    self.host = String(name.hasPrefix("[") && name.hasSuffix("]") ? name.dropFirst().dropLast() : name)
    self.port = port
  }

  /// The same as a text.
  var text: String { "\(isEncrypted ? "https" : "http")://\(authority)\(path)" }
}
