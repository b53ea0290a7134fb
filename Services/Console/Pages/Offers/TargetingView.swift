import ConsoleDomain
import Messages
import Vocabulary

/// What the page shows that explains an offer and a member.
struct TargetingView: Sendable {
  /// A code, and whether it helps.
  struct Code: Sendable {
    let text: String
    let covers: Bool
  }

  /// What a profile says on one of the two things that an offer is for.
  struct Side: Sendable {
    let name: String
    let asked: String
    let had: [Code]
  }

  /// One of the reasons, and what to do about it.
  struct Reason: Sendable {
    let text: String
    let advice: String?
  }

  /// What the platform says of one member.
  struct Explanation: Sendable {
    let memberID: String
    let name: String?
    let decision: String
    let kind: String
    let mark: String
    let reasons: [Reason]
    let wave: Int?
    let at: String?
    let isTooLate: Bool
    let isUntold: Bool
    let perWeek: Int?
    let sides: [Side]

    init(
      _ result: ExplainTargeting.Result, of id: MemberID, _ member: DescribedMember?, _ offer: ListedOffer,
      perWeek: Int?, _ visit: Visit
    ) {
      let language = visit.language
      memberID = id.description
      name = member.map { "\($0.firstName) \($0.lastName)" }
      decision = TargetingWords.sentence(result.decision).text(in: language)
      mark = TargetingWords.mark(result.decision).text(in: language)
      kind =
        switch result.decision {
        case .solicited: "good"
        case .planned: "wait"
        case .notTargeted, .notSolicited: "bad"
        }
      reasons = result.reasons.map {
        Reason(
          text: TargetingWords.sentence($0).text(in: language), advice: TargetingWords.advice($0)?.text(in: language))
      }
      wave = result.wave
      at = result.at.map { visit.clock.text($0) }
      isTooLate =
        result.decision == .planned
        && offer.closesAt.map { closing in result.at.map { $0 >= closing } ?? false } ?? false
      isUntold = result.decision == .notTargeted
      self.perWeek = result.reasons.contains(.budgetExhausted) ? perWeek : nil
      sides = member.map { Self.sides($0, offer, visit) } ?? []
    }

    private static func sides(_ member: DescribedMember, _ offer: ListedOffer, _ visit: Visit) -> [Side] {
      [
        Side(
          name: visit.word("offers.sector"), asked: SectorNames.text(offer.sector, in: visit.language),
          had: member.sectors.map {
            Code(text: SectorNames.text($0, in: visit.language), covers: $0.covers(offer.sector))
          }),
        Side(
          name: visit.word("offers.zone"), asked: ZoneNames.text(offer.zone, in: visit.language),
          had: member.zones.map { Code(text: ZoneNames.text($0, in: visit.language), covers: $0.covers(offer.zone)) }),
      ]
    }
  }

  let id: String
  let title: String
  let why: WhyView
  var explanation: Explanation?

  init(_ offer: ListedOffer, why: WhyView, explanation: Explanation? = nil) {
    id = offer.offerId.description
    title = offer.title
    self.why = why
    self.explanation = explanation
  }
}
