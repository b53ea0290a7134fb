/// Headers that are never kept: whoever reads the table must not learn what would let them pass for somebody else.
public enum HeadersThatProve {
  private static let named: Set<String> = [
    "authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key",
  ]
  private static let parts = ["signature", "secret", "token", "password"]

  /// Whether a header, by its name in lower case, is one of them.
  public static func contains(_ name: String) -> Bool {
    named.contains(name) || parts.contains { name.contains($0) }
  }
}
