public import Vocabulary

/// A change of the bonus amounts: what is given is replaced.
public struct BonusAmountsChange: Codable, Hashable, Sendable {
  /// For beginners.
  public var beginner: Cents?
  /// For confirmed members.
  public var confirmed: Cents?
  /// For experts.
  public var expert: Cents?

  public init(beginner: Cents? = nil, confirmed: Cents? = nil, expert: Cents? = nil) {
    self.beginner = beginner
    self.confirmed = confirmed
    self.expert = expert
  }
}

extension BonusAmountsChange {
  /// Reports what breaks the limits of the contract, with the path of the field that holds this value.
  func validate(_ validator: inout Validator, at field: String) {
    validator.count(beginner?.rawValue, "\(field).beginner")
    validator.count(confirmed?.rawValue, "\(field).confirmed")
    validator.count(expert?.rawValue, "\(field).expert")
  }
}
