import ConsoleDomain
import Messages
import Vocabulary

/// What happened to a hire: its reports, and what staff decided.
struct HireStory: Sendable {
  let hire: GetHire.Result
  let corrections: [Correction]

  /// All of it, the earliest first.
  func told(_ visit: Visit) -> [RecommendationView.Moment] {
    let story = Story(moments(visit), at: .latest)
    return story.past.map { RecommendationView.Moment($0, visit) }
  }

  private func moments(_ visit: Visit) -> [StoryMoment] {
    let tone: StoryMoment.Tone = hire.inForce ? (hire.outcome == .attributed ? .good : .wait) : .quiet
    var moments = [
      StoryMoment(at: hire.heardAt, .requested, .quiet, visit.word("hires.told-heard") + " \(hire.sourceSystem)")
    ]
    if let hiredAt = hire.hiredAt {
      moments.append(
        StoryMoment(at: hiredAt, .reported, tone, visit.word("hires.told-hired")))
    }
    if let withdrawnAt = hire.withdrawnAt {
      moments.append(StoryMoment(at: withdrawnAt, .unhired, .bad, visit.word("hires.told-withdrawn")))
    }
    moments += hire.differingReports.map { report in
      let named = [report.offerReference, report.offerId?.description, report.candidateId?.description]
      return StoryMoment(
        at: report.hiredAt, .reported, .wait, visit.word("hires.told-differs"),
        detail: named.compactMap(\.self).joined(separator: " · "))
    }
    moments += hire.outdatedReports.compactMap { report in
      report.asOf.map { StoryMoment(at: $0, .reported, .quiet, visit.word("hires.told-outdated")) }
    }
    moments += corrections.map { correction in
      StoryMoment(
        at: correction.at, .decided, .quiet,
        Deeds.said(of: correction.command)?.text(in: visit.language) ?? correction.command,
        detail: correction.reason, actor: correction.actor)
    }
    return moments
  }
}
