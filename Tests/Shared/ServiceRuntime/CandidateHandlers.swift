import Foundation
import Messages
import PostgreSQLClient
import MessageHandling
import ServiceRuntime
import Topology
import Vocabulary

/// The tables of the test service: without unique keys, so that a second effect would show.
private let tables = Migration(
  number: 1, name: "test",
  sql: """
    create table candidates (
      candidate_id uuid not null,
      name text not null,
      constraint candidates_name check (name <> 'Poison')
    );
    create table interviews (
      recommendation_id uuid not null
    );
    create table claims (
      name text constraint claims_pkey primary key
    );
    """)

extension ServiceDefinition {
  /// A service with one event and one command.
  static let candidates = ServiceDefinition(
    .qualification,
    migrations: [tables],
    handlers: [.event(RecordCandidate()), .command(AnswerInterview())]
  )
}

/// Writes a row for each candidate, and tells of it.
struct RecordCandidate: EventHandler {
  struct State: Sendable {
    var claimed: Set<String>
    var rows: [(id: CandidateID, name: String)] = []
    var claims: [String] = []
  }

  func load(_ messages: [Incoming<CandidateRegistered>], in transaction: Transaction) async throws -> State {
    let names = messages.map(\.data.lastName)
    let rows = try await transaction.query("select name from qualification.claims where name = any(\(names))")
    return State(claimed: Set(try rows.map { try $0.decode(String.self) }))
  }

  func decide(
    _ message: Incoming<CandidateRegistered>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) {
    let name = message.data.lastName
    guard name != "Refused" else { throw Problem(.alreadyMember) }
    if name.hasPrefix("Claim"), state.claimed.insert(name).inserted { state.claims.append(name) }
    state.rows.append((message.data.candidateId, name))
    emission.publish(
      CandidateQualified(
        recommendationId: message.data.recommendationId, memberId: .make(), offerId: .make(),
        reason: name))
  }

  func mayMakeWorkDue(_ state: State) -> Bool { !state.claims.isEmpty }

  func save(_ state: State) -> [Statement] {
    [
      """
      insert into qualification.candidates (candidate_id, name)
      select * from unnest(\(state.rows.map(\.id)), \(state.rows.map(\.name)))
      """,
      "insert into qualification.claims (name) select unnest(\(state.claims))",
    ]
  }
}

/// Answers with a new candidacy, or refuses where the summary says so.
struct AnswerInterview: CommandHandler {
  struct State: Sendable {
    var rows: [RecommendationID] = []
  }

  func load(_ messages: [Incoming<RecordInterview>], in transaction: Transaction) async throws -> State {
    State()
  }

  func decide(
    _ message: Incoming<RecordInterview>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> RecordInterview.Result {
    guard message.data.summary != "unknown" else { throw Problem(.interviewNotFound) }
    state.rows.append(message.data.recommendationId)
    return RecordInterview.Result(candidacyId: .make())
  }

  func save(_ state: State) -> [Statement] {
    [
      """
      insert into qualification.interviews (recommendation_id)
      select * from unnest(\(state.rows))
      """
    ]
  }
}

extension CandidateRegistered {
  /// A candidate of a name.
  static func named(_ name: String) -> CandidateRegistered {
    CandidateRegistered(
      candidateId: .make(), recommendationId: .make(), firstName: "Ada", lastName: name,
      email: EmailAddress("ada@example.org")!)
  }
}
