import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// The statements about reports that name another offer or candidate than the first of their hire.
///
/// Whoever reads or writes them holds the hire's row.
enum DifferingReportStatements {
  /// Those of these hires.
  static func find(of hires: [HireID]) -> Statement {
    """
    select hire_id, hired_at, naming
    from recommendations.differing_hire_reports
    where hire_id = any(\(hires))
    """
  }

  /// Decodes rows of `find`.
  static func reports(_ rows: ResultSet) throws -> Set<DifferingReport> {
    Set(
      try rows.decode((HireID, Timestamp, String).self).map {
        DifferingReport(hireID: $0, hiredAt: $1, naming: $2)
      })
  }

  /// Keeps reports.
  static func insert(_ reports: [DifferingReport]) -> Statement {
    """
    insert into recommendations.differing_hire_reports (hire_id, hired_at, naming)
    select *
    from unnest(\(reports.map(\.hireID)), \(reports.map(\.hiredAt)), \(reports.map(\.naming)))
    """
  }
}
