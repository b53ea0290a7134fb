import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Where a page of an offer's solicitations begins.
struct SolicitationPlace: Sendable {
  /// Whether some who were told may come first.
  var isAmongTold = true
  /// Among those who were told; nil at their beginning.
  var told: SolicitationPageStatements.Place?
  /// Among those who wait; nil at their beginning.
  var waiting: WaitingStatements.Place?
}

/// What is known of the members that page tokens name.
struct SolicitationPlaces: Sendable {
  private struct Pair: Hashable {
    let offer: OfferID
    let member: MemberID
  }

  private let told: [Pair: (wave: Int, at: Timestamp)]
  private let members: [MemberID: WaitingStatements.Place]

  /// Reads rows of `SolicitationPageStatements.told` and `WaitingStatements.places`.
  init(told: ResultSet, members: ResultSet) throws {
    let rows = try told.decode((OfferID, MemberID, Int, Timestamp).self).map {
      (Pair(offer: $0.0, member: $0.1), (wave: $0.2, at: $0.3))
    }
    self.told = Dictionary(rows) { first, _ in first }
    self.members = try WaitingStatements.places(members)
  }

  /// The token of a page that ends with somebody.
  static func token(behind item: ListedSolicitation) -> PageToken {
    PageToken(after: item.memberId, at: item.state == .solicited ? item.at : .latest)
  }

  /// Where a question's page begins; nil where its token was not given out.
  func place(of question: ListSolicitations) -> SolicitationPlace? {
    guard question.pageToken != nil else { return SolicitationPlace() }
    guard let token = question.token else { return nil }
    let member = MemberID(token.id)
    let told = told[Pair(offer: question.offerId, member: member)]
    if token.instant == .latest {
      // Told since: what comes behind begins with that wave, of which the page before had nobody as told.
      if let told { return SolicitationPlace(told: .init(wave: told.wave, memberID: nil)) }
      return members[member].map { SolicitationPlace(isAmongTold: false, waiting: $0) }
    }
    guard let told, told.at == token.instant else { return nil }
    return SolicitationPlace(told: .init(wave: told.wave, memberID: member))
  }
}
