import Messages
import OffersDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Lists the published offers to a member, whatever the profile or the wave, the newest first (M7).
package struct ListPublishedOffersHandler: CommandHandler {
  /// How many offers a page has where nobody says.
  private static let defaultPageSize = 20

  package init() {}

  /// Who may look, when the offers that tokens name were published, and the pages with one offer more.
  package struct State: Sendable {
    let active: Set<MemberID>
    let publications: [OfferID: Timestamp]
    let pages: [MessageID: [PublishedOffer]]
  }

  package func load(_ messages: [Incoming<ListPublishedOffers>], in transaction: Transaction) async throws -> State {
    let results = try await transaction.query([
      MemberStatements.active(messages.map(\.data.memberId)),
      PublishedOfferStatements.publications(messages.compactMap { $0.data.offerOfToken }),
      PublishedOfferStatements.pages(messages.map(request), at: messages.first?.receivedAt ?? .now),
    ])
    let publications = try results[1].decode((OfferID, Timestamp).self).map { ($0.0, $0.1) }
    var pages: [MessageID: [PublishedOffer]] = [:]
    for row in results[2] {
      let (messageID, offer) = try PublishedOfferStatements.offer(row)
      pages[messageID, default: []].append(offer)
    }
    return State(
      active: Set(try results[0].decode(MemberID.self)),
      publications: Dictionary(publications) { first, _ in first },
      pages: pages
    )
  }

  package func decide(
    _ message: Incoming<ListPublishedOffers>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> ListPublishedOffers.Result {
    if message.data.pageToken != nil {
      guard let token = message.data.token, state.publications[OfferID(token.id)] == token.instant else {
        throw .invalidMessage([FieldError(field: "pageToken", message: "was not given out")])
      }
    }
    guard state.active.contains(message.data.memberId) else { throw Problem(.memberNotActive) }
    let found = state.pages[message.id] ?? []
    let page = Array(found.prefix(request(message).size))
    let last = found.count > page.count ? page.last : nil
    let next = last.map { PageToken(after: $0.offerId, at: $0.publishedAt).text }
    return ListPublishedOffers.Result(offers: page, nextPageToken: next)
  }

  package static let changesNothing = true

  package func save(_ state: State) -> [Statement] { [] }

  private func request(_ message: Incoming<ListPublishedOffers>) -> PublishedOfferStatements.Request {
    PublishedOfferStatements.Request(
      messageID: message.id,
      sector: message.data.sector,
      zone: message.data.zone,
      after: message.data.offerOfToken,
      size: message.data.pageSize ?? Self.defaultPageSize
    )
  }
}

extension ListPublishedOffers {
  /// The page token; nil where there is none, or none that can be read.
  fileprivate var token: PageToken? { pageToken.flatMap { PageToken($0) } }

  /// The offer that the page before ended with.
  fileprivate var offerOfToken: OfferID? { (token?.id).map { OfferID($0) } }
}
