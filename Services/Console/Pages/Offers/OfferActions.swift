import ConsoleDomain
import Messages
import Vocabulary

/// What somebody may do with an offer as it stands.
struct OfferActions {
  private(set) var publish: FormView?
  private(set) var update: FormView?
  private(set) var closing: FormView?
  private(set) var close: FormView?
  private(set) var reopen: FormView?

  init(_ offer: ListedOffer, _ visit: Visit) {
    let id = offer.offerId.description
    let day = offer.closesAt.map { visit.clock.day(of: $0).rawValue } ?? ""
    switch offer.state {
    case .draft:
      let values = [
        "offerId": id, "companyId": offer.companyId.description, "title": offer.title,
        "description": offer.description, "sector": offer.sector.rawValue, "zone": offer.zone.rawValue,
        "externalReference": offer.externalReference ?? "", "closesAt": day,
      ]
      publish = visit.form(PublishOffer.messageType.routingKey, values)
    case .published:
      let key = UpdateOffer.messageType.routingKey
      update = visit.form(
        key, of: ["offerId", "title", "description", "externalReference"], title: OfferForms.update.title,
        button: OfferForms.update.button,
        [
          "offerId": id, "title": offer.title, "description": offer.description,
          "externalReference": offer.externalReference ?? "",
        ])
      // Apart from the text: a closing that was set to the minute is not moved to midnight along with it.
      closing = visit.form(
        key, of: ["offerId", "closesAt"], title: Said("Changer la clôture", "Change the closing"),
        button: Said("Changer", "Change"), ["offerId": id, "closesAt": day])
      close = visit.form(CloseOffer.messageType.routingKey, ["offerId": id])
    case .closed where offer.reason == .expired:
      reopen = visit.form(ReopenOffer.messageType.routingKey, ["offerId": id])
    case .closed: break
    }
  }
}
