import FoundationEssentials
import MessageHandling
import Messages
import PostgreSQLClient
import Vocabulary

/// Lists payout instructions, the newest first (A1, W6).
package struct ListPayoutsHandler: CommandHandler {
  /// How many instructions a page has where nobody says.
  private static let defaultPageSize = 50

  /// When the instructions that tokens name were asked for, and the pages with one more.
  package struct State: Sendable {
    fileprivate let requests: [PayoutID: Timestamp]
    fileprivate let pages: [MessageID: [ListedPayout]]
  }

  package init() {}

  package func load(_ messages: [Incoming<ListPayouts>], in transaction: Transaction) async throws -> State {
    let results = try await transaction.query([
      PayoutPageStatements.requests(messages.compactMap(\.data.payoutOfToken)),
      PayoutPageStatements.pages(messages.map(question)),
    ])
    let requests = try results[0].decode((PayoutID, Timestamp).self).map { ($0.0, $0.1) }
    var pages: [MessageID: [ListedPayout]] = [:]
    for row in results[1] {
      let (messageID, payout) = try PayoutPageStatements.payout(row)
      pages[messageID, default: []].append(payout)
    }
    return State(requests: Dictionary(requests) { first, _ in first }, pages: pages)
  }

  package func decide(
    _ message: Incoming<ListPayouts>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> ListPayouts.Result {
    if message.data.pageToken != nil {
      guard let token = message.data.token, state.requests[PayoutID(token.id)] == token.instant else {
        throw .invalidMessage([FieldError(field: "pageToken", message: "was not given out")])
      }
    }
    let found = state.pages[message.id] ?? []
    let page = Array(found.prefix(question(message).size))
    let last = found.count > page.count ? page.last : nil
    return ListPayouts.Result(
      payouts: page, nextPageToken: last.map { PageToken(after: $0.payoutId, at: $0.requestedAt).text })
  }

  package static let changesNothing = true

  package func save(_ state: State) -> [Statement] { [] }

  /// Whom no id names: a text that is none finds nothing.
  private static let nobody = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

  private func question(_ message: Incoming<ListPayouts>) -> PayoutPageStatements.Question {
    PayoutPageStatements.Question(
      messageID: message.id, state: message.data.state, kind: message.data.beneficiaryKind,
      beneficiary: message.data.beneficiaryId.map { UUID(uuidString: $0) ?? Self.nobody },
      after: message.data.payoutOfToken,
      size: message.data.pageSize ?? Self.defaultPageSize)
  }
}

extension ListPayouts {
  /// The page token; nil where there is none, or none that can be read.
  fileprivate var token: PageToken? { pageToken.flatMap { PageToken($0) } }

  /// The instruction that the page before ended with.
  fileprivate var payoutOfToken: PayoutID? { (token?.id).map { PayoutID($0) } }
}
