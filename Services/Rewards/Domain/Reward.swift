package import Vocabulary

/// A bonus or a sponsor's share that was granted.
package struct Reward: Hashable, Sendable {
  /// What a reward is for.
  package enum Kind: String, Sendable {
    /// A hire of the member's candidate (W1).
    case recommendation
    /// The first hire of a sponsored member's candidate (W2).
    case sponsorship
  }

  /// Whether it is decided what becomes of it.
  package enum Status: Hashable, Sendable {
    /// It waits; nothing is posted.
    case held(HoldReason)
    /// It is posted, irrevocably; no transaction where it was worth nothing.
    case settled(RewardPreference, TransactionID?)
  }

  /// The reward.
  package let id: RewardID
  /// What it is for.
  package let kind: Kind
  /// The hire that earned it.
  package let hireID: HireID
  /// The recommendation that led to the hire.
  package let recommendationID: RecommendationID
  /// What it is owed for, as a grant before it may have been.
  package let originID: RewardOriginID
  /// Whose reward.
  package let memberID: MemberID
  /// How much.
  package let amount: Cents
  /// The policy version that set it.
  package let policyVersion: Int
  /// Whether it goes to the designated charity (W4).
  package let isOwnCompany: Bool
  /// What its settlement is caused by.
  package let cause: CauseID
  /// The reward that it stands for since the recommendation's flag changed (R6).
  package let replaces: RewardID?
  /// When it was granted.
  package let grantedAt: Timestamp
  /// Whether it is held.
  package var status: Status
  /// When it was taken back (W8).
  package var reversedAt: Timestamp?

  /// A reward with its fields; a new one's id follows from its cause, and its origin is the recommendation unless one is
  /// given.
  package init(
    id: RewardID? = nil, kind: Kind, hireID: HireID, recommendationID: RecommendationID,
    originID: RewardOriginID? = nil, memberID: MemberID, amount: Cents, policyVersion: Int, isOwnCompany: Bool = false,
    cause: CauseID, replaces: RewardID? = nil, grantedAt: Timestamp, status: Status = .held(.optionOpen),
    reversedAt: Timestamp? = nil
  ) {
    self.id = id ?? .derived(from: cause.rawValue, at: grantedAt)
    self.kind = kind
    self.hireID = hireID
    self.recommendationID = recommendationID
    self.originID = originID ?? RewardOriginID(recommendationID)
    self.memberID = memberID
    self.amount = amount
    self.policyVersion = policyVersion
    self.isOwnCompany = isOwnCompany
    self.cause = cause
    self.replaces = replaces
    self.grantedAt = grantedAt
    self.status = status
    self.reversedAt = reversedAt
  }

  /// Whether it is settled.
  package var isSettled: Bool { settledWith != nil }

  /// Why it is held, if it is.
  package var holdReason: HoldReason? {
    if case .held(let reason) = status { reason } else { nil }
  }

  /// What it was settled with, if it is.
  package var settledWith: RewardPreference? {
    if case .settled(let preference, _) = status { preference } else { nil }
  }

  /// The transaction that its settlement posted, if it did.
  package var transactionID: TransactionID? {
    if case .settled(_, let transaction) = status { transaction } else { nil }
  }
}

/// Why a bonus is held (W3, W4).
package enum HoldReason: String, Sendable {
  /// Nothing is known of the member yet, so neither is the default option.
  case profileUnknown = "profile-unknown"
  /// Neither a default option that can be carried out nor a choice.
  case optionOpen = "option-open"
  /// It is an own-company bonus, and no charity is designated.
  case noDesignatedCharity = "no-designated-charity"
}
