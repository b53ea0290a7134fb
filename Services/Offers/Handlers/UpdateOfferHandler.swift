import Messages
import OffersDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Amends a published offer: title, description, reference and closing time, never sector or zone (O7).
package struct UpdateOfferHandler: CommandHandler {
  package init() {}

  /// The offers, and which were amended.
  package struct State: Sendable {
    var offers: [OfferID: Offer]
    var amended: Set<OfferID> = []
  }

  package func load(_ messages: [Incoming<UpdateOffer>], in transaction: Transaction) async throws -> State {
    State(offers: try await OfferStatements.locked(messages.map(\.data.offerId), in: transaction))
  }

  package func decide(
    _ message: Incoming<UpdateOffer>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    let command = message.data
    try requireFutureClosing(command.closesAt.replacement, at: emission.now)
    let offer = state.offers[command.offerId]
    let refusal = OnlyAPublishedOfferIsAmendedOrClosed.refusal(of: offer?.state)
    guard let offer, refusal == nil else { throw Problem(refusal ?? .offerNotFound) }
    var amended = offer.amended(by: command)
    guard amended != offer else { return Accepted() }
    amended.revision += 1
    state.offers[amended.id] = amended
    state.amended.insert(amended.id)
    emission.publish(OfferUpdated(amended))
    return Accepted()
  }

  package func save(_ state: State) -> [Statement] {
    state.amended.isEmpty ? [] : [OfferStatements.amend(state.amended.sorted().compactMap { state.offers[$0] })]
  }
}

extension Offer {
  /// The offer with what the command replaces; a reference in the form in which others look for it.
  fileprivate func amended(by command: UpdateOffer) -> Offer {
    var offer = self
    offer.title = command.title ?? title
    offer.description = command.description ?? description
    offer.externalReference = command.externalReference.applied(to: externalReference).composed
    offer.closesAt = command.closesAt.applied(to: closesAt)
    return offer
  }
}

extension OfferUpdated {
  fileprivate init(_ offer: Offer) {
    self.init(
      offerId: offer.id, revision: offer.revision, companyId: offer.companyID, title: offer.title,
      externalReference: offer.externalReference, closesAt: offer.closesAt)
  }
}
