import PostgreSQLClient
import RecommendationsDomain
import Vocabulary

/// A report that names another offer or candidate than the first of its hire did.
///
/// The same report under a new message id is the same (H1): it is known by what it says.
struct DifferingReport: Hashable, Sendable {
  let hireID: HireID
  let hiredAt: Timestamp
  let naming: String
}

/// The differing reports of a batch's hires: each is told once, whatever repeats it.
struct DifferingReports: Sendable {
  private var told: Set<DifferingReport>
  private var added: [DifferingReport] = []

  /// Looks up what was told of hires before; of a hire without a report nothing can have been.
  init(of hires: some Sequence<KnownHire>, in transaction: Transaction) async throws {
    let reported = hires.filter(\.isReported).map(\.hireID)
    guard !reported.isEmpty else {
      told = []
      return
    }
    told = try DifferingReportStatements.reports(
      try await transaction.query(DifferingReportStatements.find(of: reported)))
  }

  /// Takes a report in; false when it was told before.
  mutating func insert(_ report: DifferingReport) -> Bool {
    guard told.insert(report).inserted else { return false }
    added.append(report)
    return true
  }

  /// What there is to write.
  var statements: [Statement] { added.isEmpty ? [] : [DifferingReportStatements.insert(added)] }
}
