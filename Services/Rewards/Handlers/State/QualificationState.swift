import MessageHandling
import PostgreSQLClient
import RewardsDomain
import Vocabulary

/// What qualified recommendations scored, by the last decision on each (Q5, W7).
package struct QualificationState: Sendable {
  private var journal: Journal
  private var accounts: PointsAccounts
  private var qualifications: [RecommendationID: Qualification]
  private let known: Set<RecommendationID>
  private var changed: Set<RecommendationID> = []

  /// Locks the members' points, and what was decided on the recommendations before.
  static func load(
    _ decisions: [(recommendation: RecommendationID, member: MemberID)], at now: Timestamp,
    in transaction: Transaction
  ) async throws -> QualificationState {
    let members = Set(decisions.map(\.member)).sorted()
    let recommendations = Set(decisions.map(\.recommendation)).sorted()
    let found = try await transaction.query(
      PointsStatements.lock(members) + [
        QualificationStatements.lock(recommendations), QualificationStatements.selectFirst(recommendations),
        RewardPolicy.statements.select(at: now),
      ])
    let qualifications = try QualificationStatements.qualifications(found[2], found[3])
    let standing = qualifications.values.compactMap(\.pointsTransactionID).sorted()
    let lines = try await transaction.query([LedgerStatements.selectLines(of: [], and: standing)])
    return QualificationState(
      journal: Journal(at: now, known: try LedgerStatements.transactions(lines[0])),
      accounts: PointsAccounts(
        try PointsStatements.standings(found[1]), under: try Policies(found[4], at: now).inForce),
      qualifications: qualifications, known: Set(qualifications.filter { $0.value.revision != nil }.keys))
  }

  /// Decisions on recommendations that nothing was heard of before, without a database.
  package init(under terms: RewardTerms, at now: Timestamp) {
    self.init(
      journal: Journal(at: now), accounts: PointsAccounts([:], under: terms), qualifications: [:], known: [])
  }

  private init(
    journal: Journal, accounts: PointsAccounts, qualifications: [RecommendationID: Qualification],
    known: Set<RecommendationID>
  ) {
    self.journal = journal
    self.accounts = accounts
    self.qualifications = qualifications
    self.known = known
  }

  /// Takes note of a decision; one without a revision is older than any with one.
  package mutating func decide(
    isQualified: Bool, revision: Int?, on recommendation: RecommendationID, of member: MemberID,
    because message: MessageID, emitting emission: inout Emission
  ) {
    var qualification = qualifications[recommendation] ?? Qualification()
    let effect = qualification.decide(isQualified: isQualified, revision: revision ?? 0)
    switch effect {
    case .scores:
      qualification.pointsTransactionID = accounts.award(
        .recommendationQualified, to: member, for: .qualification(recommendation, revision ?? 0),
        recommendation: recommendation, because: message, in: &journal, emitting: &emission)
    case .takesBack(let transaction):
      accounts.takeBack(
        transaction, of: .recommendationQualified, from: member, because: message, in: &journal, emitting: &emission)
      qualification.pointsTransactionID = nil
    case nil: break
    }
    guard qualification != qualifications[recommendation] else { return }
    qualifications[recommendation] = qualification
    changed.insert(recommendation)
  }

  /// What was posted, in order.
  package var transactions: [LedgerTransaction] { journal.posted }

  /// What makes it true, transactions before what refers to them.
  var statements: [Statement] {
    guard !changed.isEmpty else { return [] }
    let decided = changed.sorted().map { ($0, qualifications[$0] ?? Qualification()) }
    let (old, new) = (decided.filter { known.contains($0.0) }, decided.filter { !known.contains($0.0) })
    var statements = journal.statements
    if !new.isEmpty { statements.append(QualificationStatements.save(new, isNew: true)) }
    if !old.isEmpty { statements.append(QualificationStatements.save(old, isNew: false)) }
    return statements + accounts.statements
  }
}
