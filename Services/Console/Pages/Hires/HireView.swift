import ConsoleDomain
import Messages
import Vocabulary

/// One hire: what was reported, whose it is or may be, and what happened to it.
struct HireView: Sendable {
  /// An offer that the report can mean.
  struct Offer: Sendable {
    let offerLink: String
    let label: String
    let recommendationsLink: String
  }

  /// An attribution that waits for a second person.
  struct Pending: Sendable {
    let askedBy: String
    let askedAt: String
    let confirmLink: String?
  }

  let system: String
  let application: String
  let badge: ShownBadge
  let why: String?
  let isReported: Bool
  let heard: String
  let hired: String?
  let starts: String?
  let asOf: String?
  let withdrawn: String?
  let reference: String?
  let companyLink: String?
  let companyName: String?
  let offers: [Offer]
  let contact: String
  let candidatesLinks: [Offer]
  let isNobody: Bool
  let recommendationLink: String?
  let candidateName: String?
  let interviewLink: String?
  let memberLink: String?
  let memberName: String?
  let because: String?
  /// Where every euro went that it earned.
  let moneyLink: String?
  let pending: [Pending]
  let isToAttribute: Bool
  let isWithdrawn: Bool
  let plausible: PlausibleView?
  let attribute: FormView?
  let detach: FormView?
  let moments: [RecommendationView.Moment]
  let lettersLink: String?

  init(_ visit: Visit, _ id: HireID) async throws {
    let hire = try await visit.ask(GetHire(hireId: id))
    let isFree = hire.outcome == .unattributed
    async let trailAsked = visit.trail(TrailOf.Recommendations.self, of: [id.description])
    async let decisionsAsked = isFree ? Self.waiting(visit, id) : []
    async let plausibleAsked = isFree ? PlausibleView(visit, hire) : nil
    async let namesAsked = ShownNames(visit, hire.recommendationId.map { [$0] } ?? [])
    async let offerAsked = Self.offer(visit, hire.offerIds.first)
    async let membersAsked = ShownMembers(visit, [hire.memberId])
    let (corrections, names, offer, members) = await (trailAsked, namesAsked, offerAsked, membersAsked)
    system = hire.sourceSystem
    application = hire.applicationId
    badge = visit.badge(hire.outcome, isInForce: hire.inForce)
    why = hire.reason.map { visit.word("hires.reason-\($0.rawValue)") }
    isReported = hire.hiredAt != nil
    heard = visit.clock.text(hire.heardAt)
    hired = hire.hiredAt.map { visit.clock.text($0) }
    starts = hire.startsAt.map { visit.clock.text(visit.clock.day(of: $0)) }
    asOf = hire.reportedAsOf.flatMap { $0 == hire.hiredAt ? nil : visit.clock.text($0) }
    withdrawn = hire.withdrawnAt.map { visit.clock.text($0) }
    reference = hire.offerReference
    companyLink = hire.companyId.map { "/companies/\($0)" }
    companyName = hire.companyId.map {
      offer?.companyId == $0 ? offer?.companyName ?? visit.short($0) : visit.short($0)
    }
    offers = hire.offerIds.map { id in
      Offer(
        offerLink: "/offers/\(id)", label: id == offer?.offerId ? offer?.title ?? visit.short(id) : visit.short(id),
        recommendationsLink: "/recommendations?offerId=\(id)")
    }
    contact = visit.word(hire.hasContact ? "hires.contact-yes" : "hires.contact-no")
    let known = hire.recommendationId.flatMap { names.candidate(of: $0) }
    candidatesLinks = hire.candidateIds.map { id in
      Offer(
        offerLink: "/recommendations?candidateId=\(id)",
        label: (hire.candidateIds.count == 1 ? known : nil) ?? visit.short(id),
        recommendationsLink: "/recommendations?candidateId=\(id)")
    }
    isNobody = hire.candidateIds.isEmpty
    recommendationLink = hire.recommendationId.map { "/recommendations/\($0)" }
    interviewLink = hire.recommendationId.map { "/interviews/\($0)" }
    candidateName = hire.recommendationId.map { names.candidate(of: $0) ?? visit.short($0) }
    memberLink = hire.memberId.map { "/members/\($0)" }
    memberName = hire.memberId.map { members.text(of: $0, visit) }
    because = hire.attributedBecause
    // Also what was detached: what it had earned was reversed.
    moneyLink = isFree && hire.reason != .detached ? nil : "/rewards/hires/\(id)"
    pending = await decisionsAsked
    isToAttribute = isFree && visit.may("recommendations.attribute-hire")
    isWithdrawn = hire.withdrawnAt != nil && !hire.inForce
    plausible = await plausibleAsked
    attribute = isFree ? visit.form("recommendations.attribute-hire", ["hireId": id.description]) : nil
    detach = isFree ? nil : visit.form("recommendations.detach-hire", ["hireId": id.description])
    moments = HireStory(hire: hire, corrections: corrections).told(visit)
    lettersLink = visit.mayEnter(.letters) ? "/letters" : nil
  }

  private static func offer(_ visit: Visit, _ id: OfferID?) async -> GetOffer.Result? {
    guard let id else { return nil }
    return try? await visit.ask(GetOffer(offerId: id))
  }

  private static func waiting(_ visit: Visit, _ id: HireID) async -> [Pending] {
    let page = try? await visit.ask(ListDecisions<TrailOf.Recommendations>(state: .waiting, pageSize: 200))
    return (page?.decisions ?? []).filter { $0.data["hireId"] == .string(id.description) }.map { decision in
      Pending(
        askedBy: decision.askedBy, askedAt: visit.clock.text(decision.askedAt),
        confirmLink: visit.may("recommendations.confirm-decision") ? "/policies/decisions" : nil)
    }
  }
}
