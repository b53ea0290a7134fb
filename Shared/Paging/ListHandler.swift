import FoundationEssentials
public import MessageHandling
public import Messages
public import PostgreSQLClient
import Vocabulary

/// Answers questions for a list in pages, newest first; the same for every list of every service (A1).
public struct ListHandler<List: PagedList>: CommandHandler {
  /// The question for the list.
  public typealias Payload = List.Question

  /// The pages that were asked for, each with one thing more where there is one, and the tokens that were given out.
  public struct State: Sendable {
    fileprivate var pages: [MessageID: [Found]] = [:]
    fileprivate var tokens: Set<PageToken> = []
  }

  fileprivate struct Found: Sendable {
    let item: List.Question.Item
    let token: PageToken
  }

  private static var defaultPageSize: Int { 50 }
  /// Bytes of long texts in one answer, but for a single thing's: written as JSON they are twice as many at most.
  private static var textLimit: Int { 2 << 20 }

  private let list: List

  public init(_ list: List) {
    self.list = list
  }

  /// The statements that answer a batch: which tokens are known, and the pages.
  package func statements(_ messages: [Incoming<List.Question>]) -> [Statement] {
    let statements = PageStatements(list: list, now: messages[0].receivedAt)
    let requests = messages.filter { $0.data.pageToken == nil || $0.data.token != nil }.map { message in
      PageStatements<List>.Request(
        messageID: message.id, question: message.data, after: message.data.token,
        size: message.data.pageSize ?? Self.defaultPageSize)
    }
    return [statements.known(messages.compactMap(\.data.token))] + statements.pages(requests)
  }

  /// Reads all pages in one round trip.
  public func load(_ messages: [Incoming<List.Question>], in transaction: Transaction) async throws -> State {
    let now = messages[0].receivedAt
    let results = try await transaction.query(statements(messages))
    var state = State()
    for row in results[0] {
      let (instant, id) = try row.decode((Timestamp, UUID).self)
      state.tokens.insert(PageToken(after: id, at: instant))
    }
    for row in results.dropFirst().joined() {
      let token = PageToken(
        after: try row["page_id", as: UUID.self], at: try row["page_instant", as: Timestamp.self])
      state.pages[try row["page_message_id", as: MessageID.self], default: []]
        .append(Found(item: try list.item(row, at: now), token: token))
    }
    return state
  }

  /// Answers with a page; refuses a token that was not given out.
  public func decide(
    _ message: Incoming<List.Question>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Page<List.Question.Item> {
    if message.data.pageToken != nil {
      guard let token = message.data.token, state.tokens.contains(token) else {
        throw .invalidMessage([FieldError(field: "pageToken", message: "was not given out")])
      }
    }
    let found = state.pages[message.id] ?? []
    let page = Self.first(of: found, at: message.data.pageSize ?? Self.defaultPageSize)
    return Page(page.map(\.item), nextPageToken: found.count > page.count ? page.last?.token.text : nil)
  }

  /// As many as were asked for; fewer where their texts are so long that the broker would not take the answer.
  private static func first(of found: [Found], at size: Int) -> ArraySlice<Found> {
    var bytes = 0
    let end = found.prefix(size).dropFirst().firstIndex { thing in
      bytes += List.textSize(of: thing.item)
      return bytes > textLimit
    }
    return found[..<(end ?? min(size, found.count))]
  }

  /// A question: nothing is written, not even into the inbox.
  public static var changesNothing: Bool { true }

  /// Nothing.
  public func save(_ state: State) -> [Statement] { [] }
}

extension ListQuestion {
  /// The page token; nil where there is none, or none that can be read.
  fileprivate var token: PageToken? { pageToken.flatMap { PageToken($0) } }
}
