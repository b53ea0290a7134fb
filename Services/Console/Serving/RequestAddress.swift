/// What an address that somebody asks for looks like, before anybody looks at where it leads.
package enum RequestAddress {
  /// Why nobody looks.
  package enum Defect: Hashable, Sendable {
    /// It is not written as the web writes addresses.
    case unreadable
    /// Nothing of ours is that long.
    case tooLong
    /// It leads around corners that no link of ours has.
    case crooked
  }

  /// Bytes of an address at most.
  package static let limit = 8192

  /// What is wrong with a path and its query; nil for nothing.
  package static func defect(path: String, query: String?) -> Defect? {
    guard path.utf8.count + (query?.utf8.count ?? 0) < limit else { return .tooLong }
    guard (path + (query ?? "")).utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return .unreadable }
    guard let plain = FormText.decoded(path), query.map({ FormText.strictFields($0) != nil }) ?? true else {
      return .unreadable
    }
    guard path.hasPrefix("/"), !plain.unicodeScalars.contains(where: { $0.value < 0x20 || $0 == "\\" }) else {
      return .crooked
    }
    // A slash that is written otherwise would part what the router does not.
    guard plain.utf8.count(where: { $0 == UInt8(ascii: "/") }) == path.utf8.count(where: { $0 == UInt8(ascii: "/") })
    else { return .crooked }
    let parts = plain.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    return parts.dropLast().contains("") || parts.contains(".") || parts.contains("..") ? .crooked : nil
  }
}
