import FoundationEssentials
import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import Vocabulary

/// Payout instructions, as finance and staff ask for them (A1, W6).
package struct PayoutList: PagedList {
  package init() {}

  package static let source: Statement = """
    rewards.payouts p
    left join rewards.charities c on p.beneficiary_kind = 'charity' and c.charity_id = p.beneficiary_id
    """

  package static let columns: Statement = """
    p.payout_id, p.reward_id, p.beneficiary_kind, p.beneficiary_id, p.amount_cents, p.requested_at, p.paid_at, p.reference,
    p.failed_at, p.failure_reason, c.name as charity_name,
    case
      when p.paid_at is not null then 'paid' when p.cancelled_at is not null then 'cancelled'
      when p.failed_at is not null then 'failed' else 'requested'
    end as state
    """

  package static let instant: Statement = "p.requested_at"
  package static let id: Statement = "p.payout_id"

  /// Words of states stand in the conditions, so that the planner finds the indexes that are for the rare ones.
  package static let filters: [ListFilter<ListPayouts>] = [
    ListFilter(
      where: { $0.state == .requested }, "p.paid_at is null and p.cancelled_at is null and p.failed_at is null"),
    ListFilter(where: { $0.state == .paid }, "p.paid_at is not null"),
    ListFilter(where: { $0.state == .cancelled }, "p.paid_at is null and p.cancelled_at is not null"),
    ListFilter(
      where: { $0.state == .failed }, "p.paid_at is null and p.cancelled_at is null and p.failed_at is not null"),
    ListFilter("kind", \.beneficiaryKind, "p.beneficiary_kind = q.kind"),
    ListFilter(
      "beneficiary", { $0.beneficiaryId.map { UUID(uuidString: $0) ?? nobody } }, "p.beneficiary_id = q.beneficiary"),
  ]

  /// Whom no id names: a text that is none finds nothing.
  private static let nobody = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

  package func item(_ row: Row, at now: Timestamp) throws -> ListedPayout {
    let kind = try row["beneficiary_kind", as: BeneficiaryKind.self]
    return ListedPayout(
      payoutId: try row["payout_id", as: PayoutID.self],
      rewardId: try row["reward_id", as: RewardID.self],
      beneficiary: Beneficiary(kind: kind, id: try row["beneficiary_id", as: UUID.self].uuidString.lowercased()),
      amountCents: try row["amount_cents", as: Cents.self],
      state: try row["state", as: PayoutState.self],
      requestedAt: try row["requested_at", as: Timestamp.self],
      paidAt: try row["paid_at", as: Timestamp?.self],
      reference: try row["reference", as: String?.self],
      failedAt: try row["failed_at", as: Timestamp?.self],
      failureReason: try row["failure_reason", as: String?.self],
      charityName: try row["charity_name", as: String?.self])
  }
}

extension PayoutState: PostgreSQLDecodable {}
