import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// The points of the members that a batch awards some to.
struct PointsAccounts: Sendable {
  private let terms: RewardTerms
  private var standings: [MemberID: PointsStanding]
  private var changed: Set<MemberID> = []

  /// Standings that are locked, and the terms in force.
  init(_ standings: [MemberID: PointsStanding], under terms: RewardTerms) {
    self.standings = standings
    self.terms = terms
  }

  /// Gives a member the points of an activity, in the books and in the standing (W7).
  @discardableResult
  mutating func award(
    _ activity: ScoredActivity, to member: MemberID, for cause: CauseID, recommendation: RecommendationID? = nil,
    because message: MessageID, in journal: inout Journal, emitting emission: inout Emission
  ) -> TransactionID? {
    let points = terms.points[activity]
    let transaction = LedgerTransaction(
      cause: cause, messageID: message, recommendationID: recommendation, policyVersion: terms.version,
      postings: Posting.points(points, to: member))
    guard let id = journal.post(transaction, by: emission.actor) else { return nil }
    change(member, by: points, rule: activity, cause: cause, emitting: &emission)
    return id
  }

  /// Takes the points of a transaction back (W8).
  mutating func takeBack(
    _ transaction: TransactionID, of activity: ScoredActivity, from member: MemberID, because message: MessageID,
    in journal: inout Journal, emitting emission: inout Emission
  ) {
    guard let original = journal.reverse(transaction, because: message, by: emission.actor) else { return }
    let onAccount = original.postings.reduce(0) { $1.account == .points(member) ? $0 + $1.amount : $0 }
    // The member's account is a credit: what stands there as -100 were 100 points.
    change(member, by: Points(onAccount), rule: activity, cause: original.cause.reversal, emitting: &emission)
  }

  private mutating func change(
    _ member: MemberID, by points: Points, rule: ScoredActivity, cause: CauseID, emitting emission: inout Emission
  ) {
    var standing = standings[member] ?? PointsStanding()
    let before = standing.level
    standing.add(points, under: terms)
    standings[member] = standing
    changed.insert(member)
    guard let rule = PointsRule(rawValue: rule.rawValue) else { return }
    var awarded = PointsAwarded(
      memberId: member, points: points, rule: rule, total: standing.points, causeId: cause.rawValue)
    awarded.revision = standing.revision
    emission.publish(awarded)
    guard standing.level != before else { return }
    var event = LevelChanged(memberId: member, from: before, to: standing.level, points: standing.points)
    event.revision = standing.revision
    emission.publish(event)
  }

  /// What writes the standings that changed.
  var statements: [Statement] {
    guard !changed.isEmpty else { return [] }
    return [PointsStatements.update(changed.sorted().map { ($0, standings[$0] ?? PointsStanding()) })]
  }
}
