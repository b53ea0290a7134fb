import FoundationEssentials
public import MessageHandling
public import Messages
public import PostgreSQLClient
import Vocabulary

/// Lists the decisions that take two people, newest first (A1, A2); the same for every service that has some.
public struct ListDecisionsHandler<Owner: TrailOwner>: CommandHandler {
  /// The pages that were asked for, each with one decision more, where there is one.
  public struct State: Sendable {
    fileprivate let pages: [MessageID: [DecisionStatements.Held]]
  }

  /// Decisions of a page where nobody says how many.
  private static var defaultPageSize: Int { 50 }

  private let statements = DecisionStatements(of: Owner.service)

  /// A handler for the service that is named by its type.
  public init() {}

  /// Reads all pages by one statement.
  public func load(_ messages: [Incoming<ListDecisions<Owner>>], in transaction: Transaction)
    async throws -> State
  {
    let requests = messages.map { message in
      DecisionStatements.Request(
        question: message.id, state: message.data.state, after: message.data.token,
        size: message.data.pageSize ?? Self.defaultPageSize)
    }
    let now = messages.first?.receivedAt ?? .now
    var pages: [MessageID: [DecisionStatements.Held]] = [:]
    for row in try await transaction.query(statements.pages(requests, at: now)) {
      let (question, decision) = try DecisionStatements.page(row)
      pages[question, default: []].append(decision)
    }
    return State(pages: pages)
  }

  /// Answers with a page; refuses a token that was not given out.
  public func decide(
    _ message: Incoming<ListDecisions<Owner>>, on state: inout State,
    emitting emission: inout Emission
  ) throws(Problem) -> ListDecisions<Owner>.Result {
    guard message.data.pageToken == nil || message.data.token != nil else {
      throw .invalidMessage([FieldError(field: "pageToken", message: "was not given out")])
    }
    let found = state.pages[message.id] ?? []
    let page = found.prefix(message.data.pageSize ?? Self.defaultPageSize)
    let next = found.count > page.count ? page.last.map { PageToken(after: $0.id, at: $0.askedAt).text } : nil
    return ListDecisions.Result(
      decisions: page.map { TwoPersonDecision($0, at: message.receivedAt) }, nextPageToken: next)
  }

  /// A question: nothing is written, not even into the inbox.
  public static var changesNothing: Bool { true }

  /// Nothing.
  public func save(_ state: State) -> [Statement] { [] }
}

extension ListDecisions {
  /// The page token; nil where there is none, or none that can be read.
  fileprivate var token: PageToken? { pageToken.flatMap { PageToken($0) } }
}

extension TwoPersonDecision {
  /// A decision as it is kept, as things stand at an instant.
  fileprivate init(_ held: DecisionStatements.Held, at now: Timestamp) {
    self.init(
      decisionId: held.id, state: held.state(at: now), command: held.command,
      data: (try? JSONDecoder().decode(JSONObject.self, from: Data(held.data.bytes))) ?? [:],
      askedBy: held.askedBy,
      askedAt: held.askedAt, expiresAt: held.expiresAt, confirmedBy: held.confirmedBy,
      confirmedAt: held.confirmedAt)
  }
}
