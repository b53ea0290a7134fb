import Messages
import MessageHandling
import Paging
import PostgreSQLClient
import Vocabulary

/// The charities that members may give to, and those that are retired (A1, W10).
package struct CharityList: PagedList {
  package init() {}

  package static let source: Statement = "rewards.charities c"

  package static let columns: Statement = """
    c.charity_id, c.name, c.is_active,
    exists (select from rewards.designation d where d.charity_id = c.charity_id) as is_designated
    """

  package static let instant: Statement = "c.registered_at"
  package static let id: Statement = "c.charity_id"

  package static let filters: [ListFilter<ListCharities>] = [
    ListFilter(where: { $0.active == true }, "c.is_active"),
    ListFilter(where: { $0.active == false }, "not c.is_active"),
  ]

  package func item(_ row: Row, at now: Timestamp) throws -> ListedCharity {
    ListedCharity(
      charityId: try row["charity_id", as: CharityID.self],
      name: try row["name", as: String.self],
      designated: try row["is_designated", as: Bool.self],
      active: try row["is_active", as: Bool.self])
  }
}
