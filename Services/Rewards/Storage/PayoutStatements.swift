import FoundationEssentials
import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

extension BeneficiaryKind: PostgreSQLEncodable, PostgreSQLDecodable {}

/// Statements on instructions to finance.
enum PayoutStatements {
  private static let columns: Statement = """
    payout_id, reward_id, origin_id, sequence, beneficiary_kind, beneficiary_id, amount_cents, paid_at, reference,
    cancelled_at
    """

  /// Locks the payouts of some rewards in the order of their ids.
  ///
  /// They are looked up before they are sorted: a plan from when the table was young would else walk through all of it
  /// in that order.
  static func lock(of rewards: [RewardID]) -> Statement {
    """
    select \(fragment: columns)
    from rewards.payouts
    where payout_id = any(array(select payout_id from rewards.payouts where reward_id = any(\(rewards))))
    order by payout_id
    for update
    """
  }

  /// Locks the payouts that were paid and cancelled of some origins, and of those of some bonuses, in the same order.
  ///
  /// Who confirms a payout locks the reward in force first, as who settles it does: one of the two sees the other.
  static func lockClaimed(of origins: [RewardOriginID], and rewards: [RewardID]) -> Statement {
    """
    select \(fragment: columns)
    from rewards.payouts
    where origin_id = any(array(\(fragment: OriginStatements.wanted(origins, rewards))))
      and paid_at is not null and cancelled_at is not null
    order by payout_id
    for update
    """
  }

  /// Reads what the two above gave.
  static func payout(_ row: Row) throws(PostgreSQLError) -> Payout {
    let (id, reward, origin, sequence, kind, beneficiary, amount, paidAt, reference, cancelledAt) = try row.decode(
      (
        PayoutID, RewardID, RewardOriginID?, Int, BeneficiaryKind, UUID, Cents, Timestamp?, String?, Timestamp?
      ).self)
    return Payout(
      id: id, rewardID: reward, originID: origin, sequence: sequence, holder: holder(kind, beneficiary),
      amount: amount, paidAt: paidAt, reference: reference, cancelledAt: cancelledAt)
  }

  /// Adds payouts.
  static func insert(_ payouts: [Payout], at now: Timestamp) -> Statement {
    let beneficiaries = payouts.compactMap(\.beneficiary)
    return """
      insert into rewards.payouts (
        payout_id, reward_id, origin_id, sequence, beneficiary_kind, beneficiary_id, amount_cents, cancelled_at,
        requested_at
      )
      select *, \(now)
      from unnest(
        \(payouts.map(\.id)),
        \(payouts.map(\.rewardID)),
        \(payouts.map(\.originID)),
        \(payouts.map(\.sequence)),
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
