/// Lists payout instructions, the newest first: what is open, for a finance system that comes late (A1, W6).
public struct ListPayouts: ListQuestion {
  /// `coopt.rewards.list-payouts.v1`.
  public static let messageType = MessageType(service: "rewards", name: "list-payouts")

  /// Only those of this state.
  public var state: PayoutState?
  /// Only those of members, or of charities.
  public var beneficiaryKind: BeneficiaryKind?
  /// Only those of one member or charity.
  public var beneficiaryId: String?
  /// How many at most, 1 to 200.
  public var pageSize: Int?
  /// Where to go on: the `nextPageToken` of the page before.
  public var pageToken: String?

  public init(
    state: PayoutState? = nil, beneficiaryKind: BeneficiaryKind? = nil, beneficiaryId: String? = nil,
    pageSize: Int? = nil, pageToken: String? = nil
  ) {
    self.state = state
    self.beneficiaryKind = beneficiaryKind
    self.beneficiaryId = beneficiaryId
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// A thing of the list.
  public typealias Item = ListedPayout
}

extension ListPayouts {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(beneficiaryId, "beneficiaryId")
    validatePage(&validator)
  }
}
