import FoundationEssentials
import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import RewardsDomain
import Vocabulary

/// Claims, as staff ask for them: what holders have and are not due any more (A1, W6).
package struct ClaimList: PagedList {
  package init() {}

  package static let source: Statement = "rewards.claims c"

  package static let columns: Statement = """
    c.claim_id, c.holder_kind, c.holder_id, c.unit, c.amount, c.remaining, c.opened_at, c.reward_id
    """

  package static let instant: Statement = "c.opened_at"
  package static let id: Statement = "c.claim_id"

  package static let filters: [ListFilter<ListClaims>] = [
    ListFilter(where: { $0.open == true }, "c.remaining > 0"),
    ListFilter(where: { $0.open == false }, "c.remaining = 0"),
  ]

  package func item(_ row: Row, at now: Timestamp) throws -> ListedClaim {
    ListedClaim(
      claimId: try row["claim_id", as: TransactionID.self],
      holder: AccountHolder(
        kind: try row["holder_kind", as: AccountHolderKind.self],
        id: try row["holder_id", as: UUID.self].uuidString.lowercased()),
      unit: LedgerUnit(try row["unit", as: UnitOfAccount.self]),
      amount: try row["amount", as: Int.self],
      remaining: try row["remaining", as: Int.self],
      openedAt: try row["opened_at", as: Timestamp.self],
      rewardId: try row["reward_id", as: RewardID?.self])
  }
}
