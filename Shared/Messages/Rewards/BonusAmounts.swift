public import Vocabulary

/// What a hire pays at each level, in cents (W1).
public struct BonusAmounts: Codable, Hashable, Sendable {
  /// To a beginner.
  public var beginner: Cents
  /// To a confirmed member.
  public var confirmed: Cents
  /// To an expert.
  public var expert: Cents

  public init(beginner: Cents, confirmed: Cents, expert: Cents) {
    self.beginner = beginner
    self.confirmed = confirmed
    self.expert = expert
  }
}

extension BonusAmounts {
  /// Reports what breaks the limits of the contract, with the path of the field that holds this value.
  func validate(_ validator: inout Validator, at field: String) {
    validator.count(beginner.rawValue, "\(field).beginner")
    validator.count(confirmed.rawValue, "\(field).confirmed")
    validator.count(expert.rawValue, "\(field).expert")
  }
}
