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
    payout_id, reward_id, origin_id, sequence, part, retries, beneficiary_kind, beneficiary_id, amount_cents, paid_at,
    reference, failed_at, failure_reason, cancelled_at
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
    let (
      id, reward, origin, sequence, part, retries, kind, beneficiary, amount, paidAt, reference, failedAt, reason,
      cancelledAt
    ) =
      try row.decode(
        (
          PayoutID, RewardID, RewardOriginID?, Int, Int, PayoutID?, BeneficiaryKind, UUID, Cents, Timestamp?, String?,
          Timestamp?, String?, Timestamp?
        ).self)
    return Payout(
      id: id, rewardID: reward, originID: origin, sequence: sequence, part: part, retries: retries,
      holder: Holder(kind, beneficiary), amount: amount,
      failure: failedAt.map { Payout.Failure(at: $0, reason: reason ?? "") }, paidAt: paidAt, reference: reference,
      cancelledAt: cancelledAt)
  }

  /// Adds payouts.
  static func insert(_ payouts: [Payout], at now: Timestamp) -> Statement {
    let beneficiaries = payouts.compactMap(\.holder.beneficiary)
    return """
      insert into rewards.payouts (
        payout_id, reward_id, origin_id, sequence, part, retries, beneficiary_kind, beneficiary_id, amount_cents,
        cancelled_at, requested_at
      )
      select *, \(now)
      from unnest(
        \(payouts.map(\.id)),
        \(payouts.map(\.rewardID)),
        \(payouts.map(\.originID)),
        \(payouts.map(\.sequence)),
        \(payouts.map(\.part)),
        \(payouts.map(\.retries)),
        \(beneficiaries.map(\.kind)),
        \(beneficiaries.map(\.id)),
        \(payouts.map(\.amount)),
        \(payouts.map(\.cancelledAt))
      )
      """
  }

  /// Writes payouts that were paid, failed or were cancelled.
  static func update(_ payouts: [Payout]) -> Statement {
    """
    update rewards.payouts
    set
      paid_at = changed.paid_at,
      reference = changed.reference,
      failed_at = changed.failed_at,
      failure_reason = changed.failure_reason,
      cancelled_at = changed.cancelled_at
    from unnest(
      \(payouts.map(\.id)),
      \(payouts.map(\.paidAt)),
      \(payouts.map(\.reference)),
      \(payouts.map(\.failure?.at)),
      \(payouts.map(\.failure?.reason)),
      \(payouts.map(\.cancelledAt))
    ) as changed (payout_id, paid_at, reference, failed_at, failure_reason, cancelled_at)
    where payouts.payout_id = changed.payout_id
    """
  }
}
