public import MessageHandling
public import Messages
public import PostgreSQLClient
import Vocabulary

/// Lists who decided what by hand, newest first (A1, A2); the same for every service.
public struct ListCorrectionsHandler<Owner: TrailOwner>: CommandHandler {
  /// The pages that were asked for, each with one decision more, where there is one.
  public struct State: Sendable {
    fileprivate let pages: [MessageID: [TrailStatements.Row]]
  }

  /// Decisions of a page where nobody says how many.
  private static var defaultPageSize: Int { 50 }

  private let statements = TrailStatements(of: Owner.service)

  /// A handler for the service that is named by its type.
  public init() {}

  /// Reads all pages in one round trip.
  public func load(
    _ messages: [Incoming<ListCorrections<Owner>>], in transaction: Transaction
  ) async throws -> State {
    let rows = try await transaction.query(statements.pages(messages.map(request)))
    var pages: [MessageID: [TrailStatements.Row]] = [:]
    for row in try rows.joined().map(TrailStatements.row) { pages[row.question, default: []].append(row) }
    return State(pages: pages)
  }

  /// Answers with a page; refuses a token that was not given out.
  public func decide(
    _ message: Incoming<ListCorrections<Owner>>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> ListCorrections<Owner>.Result {
    guard message.data.pageToken == nil || message.data.token != nil else {
      throw .invalidMessage([FieldError(field: "pageToken", message: "was not given out")])
    }
    let found = state.pages[message.id] ?? []
    let page = AnswerLimit.first(of: found, at: message.data.pageSize ?? Self.defaultPageSize)
    let next = found.count > page.count ? page.last?.token.text : nil
    return ListCorrections.Result(corrections: page.map(\.correction), nextPageToken: next)
  }

  /// A question: nothing is written, not even into the inbox.
  public static var changesNothing: Bool { true }

  /// Nothing.
  public func save(_ state: State) -> [Statement] { [] }

  private func request(_ message: Incoming<ListCorrections<Owner>>) -> TrailStatements.Request {
    TrailStatements.Request(
      question: message.id, since: message.data.since, subjects: message.data.subjects, after: message.data.token,
      size: message.data.pageSize ?? Self.defaultPageSize)
  }
}

extension ListCorrections {
  /// The page token; nil where there is none, or none that can be read.
  fileprivate var token: CorrectionToken? { pageToken.flatMap { CorrectionToken($0) } }
}

/// How much one answer says: reasons may be long, and a page of long ones ends early rather than as a message that nobody
/// takes.
private enum AnswerLimit {
  /// Bytes of reasons in one answer, but for a single one.
  private static let bytes = 256 * 1024

  static func first(of rows: [TrailStatements.Row], at size: Int) -> [TrailStatements.Row] {
    var bytes = 0
    var page: [TrailStatements.Row] = []
    for row in rows.prefix(size) {
      bytes += row.correction.reason?.utf8.count ?? 0
      if !page.isEmpty, bytes > Self.bytes { break }
      page.append(row)
    }
    return page
  }
}
