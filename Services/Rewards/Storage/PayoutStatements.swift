import FoundationEssentials
import Messages
import PostgreSQLClient
import RewardsDomain
import ServiceRuntime
import Vocabulary

extension BeneficiaryKind: PostgreSQLEncodable, PostgreSQLDecodable {}

/// Statements on instructions to finance.
enum PayoutStatements {
  private static let columns: Statement = """
    payout_id, reward_id, beneficiary_kind, beneficiary_id, amount_cents, paid_at, reference, cancelled_at
    """

  /// Locks the payouts of some rewards in the order of their ids.
  static func lock(of rewards: [RewardID]) -> Statement {
    """
    select \(fragment: columns)
    from rewards.payouts
    where reward_id = any(\(rewards))
    order by payout_id
    for update
    """
  }

  /// Locks payouts in the order of their ids; with each, the recommendation and the policy version behind it.
  static func lock(_ payouts: [PayoutID]) -> Statement {
    """
    select
      payouts.payout_id, payouts.reward_id, payouts.beneficiary_kind, payouts.beneficiary_id, payouts.amount_cents,
      payouts.paid_at, payouts.reference, payouts.cancelled_at, rewards.recommendation_id, rewards.policy_version
    from rewards.payouts
    join rewards.rewards using (reward_id)
    where payouts.payout_id = any(\(payouts))
    order by payouts.payout_id
    for update of payouts
    """
  }

  /// Reads what the first `lock` gave.
  static func payout(_ row: Row) throws(PostgreSQLError) -> Payout {
    let (id, reward, kind, beneficiary, amount, paidAt, reference, cancelledAt) = try row.decode(
      (PayoutID, RewardID, BeneficiaryKind, UUID, Cents, Timestamp?, String?, Timestamp?).self)
    return Payout(
      id: id, rewardID: reward, holder: holder(kind, beneficiary), amount: amount, paidAt: paidAt,
      reference: reference, cancelledAt: cancelledAt)
  }

  /// Reads what the second `lock` gave.
  static func payoutWithOrigin(_ row: Row) throws(PostgreSQLError) -> (Payout, RecommendationID, Int) {
    let (id, reward, kind, beneficiary, amount, paidAt, reference, cancelledAt, recommendation, version) =
      try row.decode(
        (
          PayoutID, RewardID, BeneficiaryKind, UUID, Cents, Timestamp?, String?, Timestamp?, RecommendationID, Int
        ).self)
    let payout = Payout(
      id: id, rewardID: reward, holder: holder(kind, beneficiary), amount: amount, paidAt: paidAt,
      reference: reference, cancelledAt: cancelledAt)
    return (payout, recommendation, version)
  }

  /// Adds payouts.
  static func insert(_ payouts: [Payout], at now: Timestamp) -> Statement {
    let beneficiaries = payouts.compactMap(\.beneficiary)
    return """
      insert into rewards.payouts (
        payout_id, reward_id, beneficiary_kind, beneficiary_id, amount_cents, cancelled_at, requested_at
      )
      select *, \(now)
      from unnest(
        \(payouts.map(\.id)),
        \(payouts.map(\.rewardID)),
        \(beneficiaries.map(\.kind)),
        \(beneficiaries.map(\.id)),
        \(payouts.map(\.amount)),
        \(payouts.map(\.cancelledAt))
      )
      """
  }

  /// Writes payouts that were paid or cancelled.
  static func update(_ payouts: [Payout]) -> Statement {
    """
    update rewards.payouts
    set paid_at = changed.paid_at, reference = changed.reference, cancelled_at = changed.cancelled_at
    from unnest(
      \(payouts.map(\.id)),
      \(payouts.map(\.paidAt)),
      \(payouts.map(\.reference)),
      \(payouts.map(\.cancelledAt))
    ) as changed (payout_id, paid_at, reference, cancelled_at)
    where payouts.payout_id = changed.payout_id
    """
  }

  private static func holder(_ kind: BeneficiaryKind, _ id: UUID) -> Holder {
    switch kind {
    case .member: .member(MemberID(id))
    case .charity: .charity(CharityID(id))
    }
  }
}

extension Payout {
  /// Who is paid, as rows name them; companies never are.
  fileprivate var beneficiary: (kind: BeneficiaryKind, id: UUID)? {
    switch holder {
    case .member(let id): (.member, id.rawValue)
    case .charity(let id): (.charity, id.rawValue)
    case .company: nil
    }
  }
}
