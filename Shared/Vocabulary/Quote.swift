/// What a hire will pay: frozen when the recommendation is attributed, honoured whatever changes later (R7, W1).
public struct Quote: Codable, Hashable, Sendable {
  /// The member's level at the attribution.
  public var level: Level
  /// The bonus, in cents.
  public var amountCents: Cents
  /// The currency of the bonus.
  public var currency: Currency
  /// The version of the policy that set the bonus.
  public var policyVersion: Int

  /// A quote in euros unless said otherwise.
  public init(level: Level, amountCents: Cents, currency: Currency = .euro, policyVersion: Int) {
    self.level = level
    self.amountCents = amountCents
    self.currency = currency
    self.policyVersion = policyVersion
  }
}
