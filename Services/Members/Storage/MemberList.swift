import MembersDomain
import Messages
import Paging
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Members, who joined last first (A1).
package struct MemberList: PagedList {
  package static let source: Statement = "members.members m"
  package static let columns: Statement =
    "m.member_id, m.first_name, m.last_name, m.sponsor_id, m.joined_at, m.left_at, m.expelled_at"
  package static let instant: Statement = "m.joined_at"
  package static let id: Statement = "m.member_id"
  /// A state is a condition of its own, which a partial index knows.
  package static let filters: [ListFilter<ListMembers>] = [
    ListFilter(where: { $0.state == .active }, "m.left_at is null"),
    ListFilter(where: { $0.state == .left }, "m.left_at is not null and m.expelled_at is null"),
    ListFilter(where: { $0.state == .expelled }, "m.expelled_at is not null"),
    // Arrays of arrays there are none of: the ids come as one text.
    ListFilter(
      "member_ids", { $0.memberIds?.map(\.description).joined(separator: " ") },
      "m.member_id = any(string_to_array(q.member_ids, ' ')::uuid[])"),
    ListFilter("sponsor_id", \.sponsorId, "m.sponsor_id = q.sponsor_id"),
  ]

  package init() {}

  package func item(_ row: Row, at now: Timestamp) throws -> ListedMember {
    ListedMember(
      memberId: try row["member_id", as: MemberID.self],
      firstName: try row["first_name", as: String.self],
      lastName: try row["last_name", as: String.self],
      state: Member.state(
        leftAt: try row["left_at", as: Timestamp?.self], expelledAt: try row["expelled_at", as: Timestamp?.self]),
      joinedAt: try row["joined_at", as: Timestamp.self],
      sponsorId: try row["sponsor_id", as: MemberID?.self])
  }
}
