/// Where passwords and messages may travel without encryption.
public enum PlainText: String, Sendable, CaseIterable {
  /// Within this machine alone.
  case onLoopback = "loopback"
  /// Everywhere, because somebody has said so: another layer encrypts, or nobody else is on that network.
  case allowed

  /// Whether a host may be spoken to without encryption.
  ///
  /// A name other than `localhost` may lead anywhere, whatever it leads to today.
  public func allows(_ host: String) -> Bool {
    self == .allowed || Self.isLoopback(host)
  }

  /// Whether a host is this machine by its name: `localhost`, `127.…`, `::1`, or the path of a socket.
  public static func isLoopback(_ host: String) -> Bool {
    let host = host.lowercased()
    if host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost" { return true }
    if host == "::1" || host == "[::1]" || host == "0:0:0:0:0:0:0:1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// What to do about a host that may not be spoken to in clear, for errors.
  public static let advice = "or set COOPT_PLAIN_TEXT=allowed where something else protects the way"
}
