import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// One interview: whom to call, what to say, and what came of it.
struct InterviewView: Sendable {
  let recommendationLink: String
  let contact: ShownContact?
  let offerTitle: String
  let offerLink: String
  let companyName: String?
  let companyLink: String?
  let candidaciesLink: String?
  let memberLink: String?
  let memberName: String?
  let badge: ShownBadge
  let requested: String
  let waiting: String?
  let isLong: Bool
  let isOwnCompany: Bool
  let memberMessage: String?
  let isToCall: Bool
  let isCancelled: Bool
  let result: InterviewResultView?
  let candidacy: CandidacyLine?
  let record: RecordFormView?
  let correct: FormView?
  let trail: ShownTrail?

  /// The candidacy that came of it.
  struct CandidacyLine: Sendable {
    let candidacyBadge: ShownBadge
    let close: FormView?
  }

  init(_ visit: Visit, _ id: RecommendationID) async throws {
    let page = try await visit.ask(ListInterviews(recommendationIds: [id]))
    guard let interview = page.items.first else { throw HTTPError(.notFound) }
    let subjects = [id.description] + (interview.candidacyId.map { [$0.description] } ?? [])
    async let asked = try? visit.ask(GetOffer(offerId: interview.offerId))
    async let told = visit.trail(TrailOf.Qualification.self, of: subjects)
    async let known = ShownMembers(visit, [interview.memberId])
    let (offer, corrections, members) = await (asked, told, known)
    recommendationLink = "/recommendations/\(id)"
    contact = interview.candidate.map { ShownContact($0) }
    offerTitle = interview.offerTitle ?? offer?.title ?? visit.short(interview.offerId)
    offerLink = "/offers/\(interview.offerId)"
    companyName = offer?.companyName
    let company = interview.companyId ?? offer?.companyId
    companyLink = company.map { "/companies/\($0)" }
    candidaciesLink = company.map { "/interviews/candidacies/\($0)" }
    memberLink = interview.memberId.map { "/members/\($0)" }
    memberName = interview.memberId.map { members.text(of: $0, visit) }
    badge = visit.badge(interview.state)
    requested = visit.clock.text(interview.requestedAt)
    isToCall = interview.state == .toCall
    isCancelled = interview.state == .cancelled
    let now = Timestamp.now
    waiting = isToCall ? Elapsed.text(from: interview.requestedAt, to: now, in: visit.language) : nil
    isLong = isToCall && Elapsed.isLong(from: interview.requestedAt, to: now)
    isOwnCompany = interview.conflictOfInterest
    memberMessage = interview.message
    let isDecided = !isToCall && !isCancelled
    result = isDecided ? InterviewResultView(visit, interview, corrections) : nil
    record = isToCall ? RecordFormView(visit, id) : nil
    correct = isDecided ? visit.form("qualification.correct-interview", Self.values(interview)) : nil
    candidacy = interview.candidacyId.map { candidacy in
      let state = interview.candidacyState ?? .transmitted
      return CandidacyLine(
        candidacyBadge: visit.badge(state),
        close: state == .transmitted
          ? visit.form("qualification.close-candidacy", ["candidacyId": candidacy.description]) : nil)
    }
    trail = ShownTrail(visit, corrections)
  }

  private static func values(_ interview: ListedInterview) -> [String: String] {
    var values = ["recommendationId": interview.recommendationId.description]
    values["summary"] = interview.summary
    values["candidateInformed"] = interview.candidateInformed == true ? "true" : nil
    return values
  }
}
