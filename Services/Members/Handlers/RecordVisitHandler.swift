import MembersDomain
import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Counts a member's visit to the site, one a calendar day, for a year (M6).
package struct RecordVisitHandler: CommandHandler {
  private static let secondsPerDay = 86_400.0

  package init() {}

  /// The members, the days of the visits, and the days that count from now on.
  package struct State: Sendable {
    let members: ActiveMembers
    let days: [MessageID: CalendarDay]
    let policyVersion: Int
    var known: Set<VisitStatements.Visit>
    var counted: [VisitStatements.Visit] = []
    var recordedAt = Timestamp(microseconds: 0)
  }

  /// The members are locked first, so that what others counted meanwhile is seen by the statement after.
  package func load(_ messages: [Incoming<RecordVisit>], in transaction: Transaction) async throws -> State {
    // A day beyond the year 9999 has no text; nobody asks for the day of what is refused.
    let latest = messages[0].receivedAt.adding(seconds: Self.secondsPerDay)
    let visits = messages.map { ($0.id, $0.data.memberId, min($0.data.at ?? $0.receivedAt, latest)) }
    let results = try await transaction.query([
      MemberStatements.lockActive(messages.map(\.data.memberId)),
      VisitStatements.days(visits, at: messages[0].receivedAt),
    ])
    let memberIDs = Dictionary(messages.map { ($0.id, $0.data.memberId) }) { first, _ in first }
    var days: [MessageID: CalendarDay] = [:]
    var known: Set<VisitStatements.Visit> = []
    var policyVersion = 0
    for row in results[1] {
      let (messageID, day, isKnown, version) = try row.decode((MessageID, CalendarDay, Bool, Int).self)
      days[messageID] = day
      policyVersion = version
      if isKnown, let memberID = memberIDs[messageID] { known.insert(.init(memberID: memberID, day: day)) }
    }
    return State(
      members: try ActiveMembers(results[0]), days: days, policyVersion: policyVersion, known: known)
  }

  package func decide(
    _ message: Incoming<RecordVisit>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> RecordVisit.Result {
    let member = try state.members.member(message.data.memberId)
    guard VisitsLieInThePast.allow(message.data.at ?? emission.now, at: emission.now),
      let day = state.days[message.id]
    else { throw .invalidMessage([FieldError(field: "at", message: "is in the future")]) }
    guard VisitsOfTheLastYearCount.count(message.data.at ?? emission.now, at: emission.now) else {
      return RecordVisit.Result(counted: false)
    }
    let visit = VisitStatements.Visit(memberID: member.id, day: day)
    guard state.known.insert(visit).inserted else { return RecordVisit.Result(counted: false) }
    state.counted.append(visit)
    state.recordedAt = emission.now
    emission.publish(MemberVisited(memberId: member.id, day: day))
    return RecordVisit.Result(counted: true)
  }

  package func save(_ state: State) -> [Statement] {
    guard !state.counted.isEmpty else { return [] }
    return [VisitStatements.insert(state.counted, policyVersion: state.policyVersion, at: state.recordedAt)]
  }
}
