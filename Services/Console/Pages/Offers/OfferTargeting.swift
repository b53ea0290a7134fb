import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// Why a member was, will be or will not be told of an offer (O5).
enum OfferTargeting {
  /// Leads from an id or an address to the explanation; an address is looked up, and stands nowhere.
  static func find(_ visit: Visit, _ fields: [String: String]) async throws -> Response {
    let offer = try visit.identifier(at: "offer", of: OfferID.self)
    let text = (fields["member"] ?? "").trimmingCharacters
    if let member = MemberID(text) { return PageResponse.redirect(to: "/offers/\(offer)/members/\(member)") }
    guard let email = EmailAddress(text) else { return try await unknown(offer, visit) }
    guard let member = try await member(GetMember(email: email), visit) else { return try await unknown(offer, visit) }
    return PageResponse.redirect(to: "/offers/\(offer)/members/\(member.memberId)")
  }

  private static func unknown(_ id: OfferID, _ visit: Visit) async throws -> Response {
    let offer = try await visit.ask(GetOffer(offerId: id))
    let why = WhyView(
      offerID: id.description, formToken: visit.session.formToken, defect: visit.word("offers.unknown"))
    return try visit.page(
      "offer-targeting", title: "offers.explanation", TargetingView(offer, why: why), status: .unprocessableContent)
  }

  static func show(_ visit: Visit) async throws -> Response {
    let offerID = try visit.identifier(at: "offer", of: OfferID.self)
    let memberID = try visit.identifier(at: "member", of: MemberID.self)
    async let offer = visit.ask(GetOffer(offerId: offerID))
    async let member = member(GetMember(memberId: memberID), visit)
    async let policy = visit.ask(GetOffersPolicy())
    let explained = try await visit.ask(ExplainTargeting(offerId: offerID, memberId: memberID))
    let view = TargetingView(
      try await offer, why: WhyView(offerID: offerID.description, formToken: visit.session.formToken),
      explanation: TargetingView.Explanation(
        explained, of: memberID, try await member, try await offer,
        perWeek: try await policy.terms.solicitationsPerWeek, visit))
    return try visit.page("offer-targeting", title: "offers.explanation", view)
  }

  /// What the members service knows of a member; nil where it knows nobody.
  private static func member(_ question: GetMember, _ visit: Visit) async throws -> DescribedMember? {
    do {
      return try await visit.ask(question)
    } catch let failure where failure.isNotFound {
      return nil
    }
  }
}

/// The form that asks why somebody was not told.
struct WhyView: Sendable {
  let offerID: String
  let formToken: String
  var defect: String?
}
