import ConsoleDomain
import Messages
import Vocabulary

/// One recommendation: its story, and what can be done about it.
struct RecommendationView: Sendable {
  /// A moment of the story, as the page shows it.
  struct Moment: Sendable {
    let time: String
    let tone: String
    let what: String
    let detail: String?
    let actor: String?
    let link: String?
  }

  let name: String?
  let badge: ShownBadge
  let isOwnCompany: Bool
  let offerTitle: String
  let offerLink: String
  let companyName: String?
  let companyLink: String?
  let memberName: String
  let memberLink: String
  let interviewLink: String
  let ofMember: String
  let ofCandidate: String
  let ofOffer: String
  let amount: String
  let level: String
  let policyVersion: Int
  let past: [Moment]
  let future: [Moment]
  let isToCome: Bool
  let mayMissRewards: Bool
  let hasActions: Bool
  let withdraw: FormView?
  let release: FormView?
  let ownCompany: FormView?

  init(_ visit: Visit, _ id: RecommendationID) async throws {
    async let interviewsAsked = try? visit.ask(ListInterviews(recommendationIds: [id]))
    async let hiresAsked = try? visit.ask(ListHires(recommendationId: id))
    let recommendation = try await visit.ask(GetRecommendation(recommendationId: id))
    let interview = await interviewsAsked?.items.first
    let hires = (await hiresAsked?.items ?? []).filter { $0.recommendationId == id }
    let candidacy = interview?.candidacyId.map { [$0.description] } ?? []
    let subjects = [id.description, recommendation.candidateId.description] + hires.map(\.hireId.description)
    async let offerAsked = try? visit.ask(GetOffer(offerId: recommendation.offerId))
    async let memberAsked = try? visit.ask(GetMember(memberId: recommendation.memberId))
    async let rewardsAsked = try? visit.ask(ListRewards(memberId: recommendation.memberId, pageSize: 200))
    async let attribution = visit.trail(TrailOf.Recommendations.self, of: subjects)
    async let qualification = visit.trail(TrailOf.Qualification.self, of: [id.description] + candidacy)
    let (offer, member, rewards) = await (offerAsked, memberAsked, rewardsAsked)
    let ids = Set(hires.map(\.hireId))
    let story = RecommendationStory(
      recommendation: recommendation, interview: interview, hires: hires,
      rewards: (rewards?.items ?? []).filter { ids.contains($0.hireId) },
      corrections: await attribution + (await qualification))
    let told = Story(story.moments(visit), at: .now)
    past = told.past.map { Moment($0, visit) }
    future = told.future.map { Moment($0, visit) }
    isToCome = !future.isEmpty
    mayMissRewards = rewards?.nextPageToken != nil && !ids.isEmpty
    name = interview?.candidate.map { "\($0.firstName) \($0.lastName)" }
    badge = visit.badge(recommendation.state)
    let isConflict = recommendation.conflictOfInterest ?? interview?.conflictOfInterest ?? false
    isOwnCompany = isConflict
    offerTitle = offer?.title ?? interview?.offerTitle ?? visit.short(recommendation.offerId)
    offerLink = "/offers/\(recommendation.offerId)"
    companyName = offer?.companyName
    companyLink = (recommendation.companyId ?? offer?.companyId).map { "/companies/\($0)" }
    memberName = member.map { "\($0.firstName) \($0.lastName)" } ?? visit.short(recommendation.memberId)
    memberLink = "/members/\(recommendation.memberId)"
    interviewLink = "/interviews/\(id)"
    ofMember = "/recommendations?memberId=\(recommendation.memberId)"
    ofCandidate = "/recommendations?candidateId=\(recommendation.candidateId)"
    ofOffer = "/recommendations?offerId=\(recommendation.offerId)"
    amount = visit.euros(recommendation.quote.amountCents.rawValue)
    level = visit.word("recommendations.level-\(recommendation.quote.level.rawValue)")
    policyVersion = recommendation.quote.policyVersion
    withdraw =
      recommendation.state == .attributed
      ? visit.form(
        "recommendations.withdraw-recommendation",
        ["recommendationId": id.description, "memberId": recommendation.memberId.description]) : nil
    release = visit.form(
      "recommendations.release-candidate", ["candidateId": recommendation.candidateId.description])
    ownCompany = visit.form(
      "recommendations.set-own-company",
      ["recommendationId": id.description, "conflictOfInterest": isConflict ? "true" : ""])
    hasActions = withdraw != nil || release != nil || ownCompany != nil
  }
}

extension RecommendationView.Moment {
  init(_ moment: StoryMoment, _ visit: Visit) {
    time = moment.kind == .due ? visit.clock.text(visit.clock.day(of: moment.at)) : visit.clock.text(moment.at)
    tone = moment.tone.rawValue
    what = moment.text
    detail = moment.detail.flatMap { $0.isEmpty ? nil : $0 }
    actor = moment.actor
    link = moment.link
  }
}
