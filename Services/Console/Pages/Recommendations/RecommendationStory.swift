import ConsoleDomain
import Messages
import Vocabulary

/// What services tell of a recommendation, as moments of its story.
struct RecommendationStory: Sendable {
  let recommendation: GetRecommendation.Result
  let interview: ListedInterview?
  let hires: [ListedHire]
  let rewards: [ListedReward]
  let corrections: [Correction]

  /// All of it, in words.
  func moments(_ visit: Visit) -> [StoryMoment] {
    recommendation.history.map { moment($0, visit) } + ofInterview(visit) + hires.flatMap { ofHire($0, visit) }
      + rewards.flatMap { ofReward($0, visit) } + corrections.map { ofCorrection($0, visit) }
  }

  private func moment(_ change: RecommendationStateChange, _ visit: Visit) -> StoryMoment {
    let kind: StoryMoment.Kind =
      switch change.state {
      case .attributed: .attributed
      case .qualified, .rejected, .withdrawn, .offerClosed: .concluded
      case .transmitted: .transmitted
      case .hired: .hired
      case .hireWithdrawn: .unhired
      }
    let isBegin = change.state == .attributed
    let detail =
      isBegin
      ? visit.euros(recommendation.quote.amountCents.rawValue) + " · "
        + visit.word("recommendations.level-\(recommendation.quote.level.rawValue)") : nil
    return StoryMoment(
      at: change.at, kind, isBegin ? .quiet : change.state.tone,
      visit.word("recommendations.told-\(change.state.rawValue)"), detail: detail)
  }

  private func ofInterview(_ visit: Visit) -> [StoryMoment] {
    guard let interview else { return [] }
    let link = "/interviews/\(interview.recommendationId)"
    var moments = [
      StoryMoment(
        at: interview.requestedAt, .requested, interview.state == .toCall ? .wait : .quiet,
        visit.word("recommendations.told-requested"), link: link)
    ]
    if let held = interview.interviewedAt {
      moments.append(
        StoryMoment(
          at: held, .interviewed, .quiet, visit.word("recommendations.told-interviewed"), detail: interview.summary,
          link: link))
    }
    return moments
  }

  private func ofHire(_ hire: ListedHire, _ visit: Visit) -> [StoryMoment] {
    let link = "/hires/\(hire.hireId)"
    let detail = hire.applicationId
    var moments: [StoryMoment] = []
    if let hiredAt = hire.hiredAt {
      moments.append(
        StoryMoment(
          at: hiredAt, .reported, hire.inForce ? .good : .quiet,
          visit.word("recommendations.told-reported") + " \(hire.sourceSystem)", detail: detail, link: link))
    }
    if let withdrawnAt = hire.withdrawnAt {
      moments.append(
        StoryMoment(
          at: withdrawnAt, .unhired, .bad, visit.word("recommendations.told-unreported") + " \(hire.sourceSystem)",
          detail: detail, link: link))
    }
    return moments
  }

  private func ofReward(_ reward: ListedReward, _ visit: Visit) -> [StoryMoment] {
    let link = "/rewards/\(reward.rewardId)"
    let what = visit.word(reward.kind == .recommendation ? "recommendations.told-reward" : "recommendations.told-share")
    var moments: [StoryMoment] = []
    if let grantedAt = reward.grantedAt {
      let state = visit.word("recommendations.reward-\(reward.state.rawValue)")
      let tone: StoryMoment.Tone =
        switch reward.state {
        case .held: .wait
        case .settled: .good
        case .reversed: .bad
        }
      let words = [state, reward.charityName].compactMap(\.self)
      moments.append(
        StoryMoment(
          at: grantedAt, .granted, tone, "\(what) · \(visit.euros(reward.amountCents.rawValue))",
          detail: words.joined(separator: " · "), link: link))
    }
    for instalment in reward.instalments where instalment.state != .reversed {
      moments.append(
        StoryMoment(
          // A day is due as a whole: also what was granted in the course of it.
          at: max(visit.clock.begin(of: instalment.dueOn), reward.grantedAt ?? .earliest), .due,
          instalment.state == .failed ? .bad : .quiet,
          visit.word("recommendations.told-due") + " · \(visit.euros(instalment.amountCents.rawValue))",
          detail: visit.word("recommendations.instalment-\(instalment.state.rawValue)"), link: link))
    }
    return moments
  }

  private func ofCorrection(_ correction: Correction, _ visit: Visit) -> StoryMoment {
    StoryMoment(
      at: correction.at, .decided, .quiet,
      Deeds.said(of: correction.command)?.text(in: visit.language) ?? correction.command, detail: correction.reason,
      actor: correction.actor)
  }
}
