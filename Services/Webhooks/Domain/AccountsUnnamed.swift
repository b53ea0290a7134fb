extension VendorReader {
  /// Most vendors sign for one customer with one secret, and name no account.
  public static var namesAccount: Bool { false }

  /// None.
  public static func account(of webhook: Webhook) -> String? { nil }
}
