public import Vocabulary

/// Changes the offers policy, at once or from a date on: what is given is replaced, the rest stays.
///
/// The rest is that of the last version that is in force or scheduled.
public struct ChangeOffersPolicy: PolicyChange {
  /// `coopt.offers.change-policy.v1`.
  public static let messageType = MessageType(service: "offers", name: "change-policy")

  /// The time between two waves.
  public var waveDelaySeconds: Int?
  /// How many members a wave reaches at most; null lifts the limit.
  public var waveMaximumSize: Patch<Int>
  /// How often a member is solicited in a week at most; null lifts the limit.
  public var solicitationsPerWeek: Patch<Int>
  /// When the change comes in force; at once where that is absent or over.
  public var inForceFrom: Timestamp?

  public init(
    waveDelaySeconds: Int? = nil, waveMaximumSize: Patch<Int> = .keep, solicitationsPerWeek: Patch<Int> = .keep,
    inForceFrom: Timestamp? = nil
  ) {
    self.waveDelaySeconds = waveDelaySeconds
    self.waveMaximumSize = waveMaximumSize
    self.solicitationsPerWeek = solicitationsPerWeek
    self.inForceFrom = inForceFrom
  }

  /// The new version.
  public typealias Result = PolicyVersion
}

extension ChangeOffersPolicy {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.range(waveDelaySeconds, 0...31_536_000, "waveDelaySeconds")
    validator.range(waveMaximumSize.replacement, 1...Validator.maximumCount, "waveMaximumSize")
    validator.range(solicitationsPerWeek.replacement, 0...Validator.maximumCount, "solicitationsPerWeek")
  }
}
