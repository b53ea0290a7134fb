import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// The statements about refusals that say something of a candidate (R3).
///
/// Members are held by who decides for them, so that no two processes count past the limit at once.
enum RefusalStatements {
  /// How many members had in the period that ends now.
  static func counts(of members: [MemberID], until now: Timestamp) -> Statement {
    """
    select member_id, count(*)
    from recommendations.refusals
    where member_id = any(\(members)) and refused_at > \(now.adding(seconds: -RefusalsAreLimited.period))
    group by member_id
    """
  }

  /// Decodes rows of `counts`.
  static func counts(_ rows: ResultSet) throws -> [MemberID: Int] {
    Dictionary(try rows.decode((MemberID, Int).self).map { ($0, $1) }) { first, _ in first }
  }

  /// Counts one for each of these, and forgets those of theirs that count no more.
  static func insert(_ members: [MemberID], at now: Timestamp) -> [Statement] {
    [
      """
      delete from recommendations.refusals
      where member_id = any(\(members)) and refused_at <= \(now.adding(seconds: -RefusalsAreLimited.period))
      """,
      """
      insert into recommendations.refusals (member_id, refused_at)
      select member_id, \(now)
      from unnest(\(members)) as refused (member_id)
      """,
    ]
  }
}
