import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// The statements about reports that changed nothing because of a later withdrawal.
///
/// Whoever reads or writes them holds the hire's row.
enum OutdatedReportStatements {
  /// Those of these hires that came by these messages.
  static func find(of hires: [HireID], by messages: [MessageID]) -> Statement {
    """
    select hire_id, message_id, content
    from recommendations.outdated_hire_reports
    where hire_id = any(\(hires)) and message_id = any(\(messages))
    """
  }

  /// Decodes rows of `find`.
  static func reports(_ rows: ResultSet) throws -> Set<OutdatedReport> {
    Set(
      try rows.decode((HireID, MessageID, String).self).map {
        OutdatedReport(hireID: $0, messageID: $1, content: $2)
      })
  }

  /// Keeps reports.
  static func insert(_ reports: [OutdatedReport]) -> Statement {
    """
    insert into recommendations.outdated_hire_reports (hire_id, message_id, content)
    select *
    from unnest(\(reports.map(\.hireID)), \(reports.map(\.messageID)), \(reports.map(\.content)))
    """
  }
}
