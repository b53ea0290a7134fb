import FoundationEssentials
import Messages
import PostgreSQLClient
import Vocabulary

/// Payout instructions in pages, the newest first.
enum PayoutPageStatements {
  /// One page that is asked for; `after` is the instruction that the page before ended with.
  struct Question {
    let messageID: MessageID
    let state: PayoutState?
    let kind: BeneficiaryKind?
    let beneficiary: UUID?
    let after: PayoutID?
    let size: Int
  }

  /// The pages of several questions, each with one instruction more than it has room for.
  static func pages(_ questions: [Question]) -> Statement {
    """
    select
      q.message_id, page.payout_id, page.reward_id, page.beneficiary_kind, page.beneficiary_id, page.amount_cents,
      page.state, page.requested_at, page.paid_at, page.reference
    from unnest(
      \(questions.map(\.messageID)), \(questions.map { $0.state?.rawValue }), \(questions.map { $0.kind?.rawValue }),
      \(questions.map(\.beneficiary)), \(questions.map(\.after)), \(questions.map(\.size))
    ) as q (message_id, state, kind, beneficiary, after_id, size)
    left join rewards.payouts former on former.payout_id = q.after_id
    cross join lateral (
      \(fragment: found("q.state = 'requested' and p.paid_at is null and p.cancelled_at is null"))
      union all
      \(fragment: found("q.state is distinct from 'requested' and (q.state is null or s.state = q.state)"))
    ) page
    order by q.message_id, page.requested_at desc, page.payout_id desc
    """
  }

  /// One page of the instructions for which a condition holds: those that are open have an index of their own.
  private static func found(_ condition: Statement) -> Statement {
    """
    (
      select p.*, s.state
      from rewards.payouts p
      cross join lateral (
        select case
          when p.paid_at is not null then 'paid' when p.cancelled_at is not null then 'cancelled' else 'requested'
        end
      ) as s (state)
      where \(fragment: condition)
        and (q.kind is null or p.beneficiary_kind = q.kind)
        and (q.beneficiary is null or p.beneficiary_id = q.beneficiary)
        and (q.after_id is null or (p.requested_at, p.payout_id) < (former.requested_at, former.payout_id))
      order by p.requested_at desc, p.payout_id desc
      limit q.size + 1
    )
    """
  }

  /// When some instructions were given.
  static func requests(_ payouts: [PayoutID]) -> Statement {
    "select payout_id, requested_at from rewards.payouts where payout_id = any(\(payouts))"
  }

  /// Reads a row of `pages`.
  static func payout(_ row: Row) throws(PostgreSQLError) -> (messageID: MessageID, payout: ListedPayout) {
    let kind = try row["beneficiary_kind", as: BeneficiaryKind.self]
    let payout = ListedPayout(
      payoutId: try row["payout_id", as: PayoutID.self],
      rewardId: try row["reward_id", as: RewardID.self],
      beneficiary: Beneficiary(kind: kind, id: try row["beneficiary_id", as: UUID.self].uuidString.lowercased()),
      amountCents: try row["amount_cents", as: Cents.self],
      state: try row["state", as: PayoutState.self],
      requestedAt: try row["requested_at", as: Timestamp.self],
      paidAt: try row["paid_at", as: Timestamp?.self],
      reference: try row["reference", as: String?.self])
    return (try row["message_id", as: MessageID.self], payout)
  }
}

extension PayoutState: PostgreSQLDecodable {}
