import NotificationsDomain
import PostgreSQLClient

/// Locks the rows of things that somebody waits for.
///
/// Who tells of a thing writes its row, and then looks for who waits. Who waits locks the row first, makes it where it
/// is missing, and then looks again whether the thing is known: so one of the two always sees the other.
enum AwaitedFactStatements {
  /// The statements that make and lock the rows, kind by kind and in the order of ids.
  static func lock(_ keys: some Sequence<FactKey>) -> [Statement] {
    let ids = Dictionary(grouping: Set(keys).sorted(), by: \.kind)
    return ids.sorted { $0.key < $1.key }.flatMap { kind, keys -> [Statement] in
      let (table, column) = row(of: kind)
      let ids = keys.map(\.id)
      return [
        """
        insert into notifications.\(identifier: table) (\(identifier: column))
        select id from unnest(\(ids)) as awaited (id) order by id
        on conflict (\(identifier: column)) do nothing
        """,
        """
        select 1 from notifications.\(identifier: table)
        where \(identifier: column) = any(\(ids))
        order by \(identifier: column)
        for update
        """,
      ]
    }
  }

  private static func row(of kind: FactKind) -> (table: SQLIdentifier, column: SQLIdentifier) {
    switch kind {
    case .member, .memberName: ("members", "member_id")
    case .company: ("companies", "company_id")
    case .offer: ("offers", "offer_id")
    case .candidate: ("candidates", "candidate_id")
    case .recommendation: ("recommendations", "recommendation_id")
    case .candidacy: ("candidacies", "candidacy_id")
    case .reward: ("rewards", "reward_id")
    }
  }
}
