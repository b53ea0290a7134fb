import Messages
import NotificationsDomain
import NotificationsService
import MessageHandling
import SMTPClient
import Vocabulary

/// Every notice that the handlers make of the sample story, and everything that is known of its things.
struct SampleNotices {
  let story = SampleStory()
  let language: Language

  var facts: Facts {
    var facts = Facts()
    let name = PersonName(first: "Jean", last: "Petit")
    facts.members = [
      story.member: Facts.Member(language: language, name: name),
      story.sponsor: Facts.Member(language: language, name: name),
    ]
    facts.companies = [story.company: Facts.Company(name: "Acme", language: language)]
    facts.offers = [story.offer: "Développeuse Swift"]
    facts.candidates = [
      story.candidate: Facts.Candidate(
        name: PersonName(first: "Camille", last: "Durand"), email: "camille@example.com", language: language)
    ]
    facts.recommendations = [story.recommendation: Facts.Recommendation(candidateID: story.candidate)]
    facts.candidacies = [story.candidacy: Facts.Candidacy(candidateID: story.candidate, of: story.recommendation)]
    facts.rewards = [story.reward: Facts.Reward(memberID: story.member, inMemberName: true)]
    return facts
  }

  func notices(_ composer: Composer) throws -> [Notice] {
    try community(composer) + recommendation(composer) + hire(composer) + money(composer)
  }

  private func community(_ composer: Composer) throws -> [Notice] {
    try MemberJoinedHandler(composer: composer).notices(incoming(story.memberJoined))
      + MemberLeftHandler(composer: composer).notices(incoming(story.memberLeft))
      + InvitationDeliveryRequestedHandler(composer: composer).notices(
        incoming(
          InvitationDeliveryRequested(
            invitationId: story.invitation, email: EmailAddress("new@example.com")!, invitationCode: "ABCD-EFGH",
            expiresAt: .now, locale: language)))
      + InvitationOfMemberRequestedHandler(composer: composer).notices(
        incoming(
          InvitationOfMemberRequested(
            invitationId: story.invitation, email: EmailAddress("known@example.com")!, locale: language)))
      + MemberIdentityConflictHandler(composer: composer).notices(
        incoming(MemberIdentityConflict(memberId: .make(), holderId: story.member)))
      + WaveDispatchedHandler(composer: composer).notices(incoming(story.wave))
      + LevelChangedHandler(composer: composer).notices(
        incoming(LevelChanged(memberId: story.member, from: .beginner, to: .confirmed, points: 150)))
      + PointsAwardedHandler(composer: composer).notices(
        incoming(
          PointsAwarded(memberId: story.member, points: 100, rule: .candidateHired, total: 150, causeId: "cause")))
      + [DeliverLetters.givenUp(letter, after: 8, outcome: SMTPOutcome(.recipient, .reply(550)))]
      + [
        PendingAge.givenUp(abandoned(composer), of: MessageID.make().description, awaiting: "offer", "id", since: .now)
      ]
      + MessageDeadLetteredHandler(composer: composer).notices(
        incoming(
          MessageDeadLettered(
            service: "rewards", queue: "rewards.events", reason: .undecodable, attempts: 1)))
      + CommandRefusedHandler(composer: composer).notices(
        incoming(
          CommandRefused(
            messageId: MessageID.make().description, service: "rewards", queue: "rewards.commands",
            messageType: "coopt.rewards.choose-option.v1", code: .alreadySettled, fields: ["option"])))
      + decisions(composer)
  }

  private func decisions(_ composer: Composer) throws -> [Notice] {
    try DecisionRequestedHandler<TrailOf.Rewards>(composer: composer).notices(
      incoming(DecisionRequested(decisionId: .make(), command: "rewards.change-policy", expiresAt: .now)))
      + DecisionConfirmedHandler<TrailOf.Rewards>(composer: composer).notices(
        incoming(DecisionConfirmed(decisionId: .make(), command: "rewards.change-policy", askedBy: "ada")))
  }

  private func abandoned(_ composer: Composer) throws -> Notice {
    try WaveDispatchedHandler(composer: composer).notices(incoming(story.wave))[0]
  }

  private var letter: Letter {
    Letter(
      id: .make(), audience: "member", name: "level-changed", recipientID: story.member.description, address: nil,
      language: language, subject: "Subject", text: "Text")
  }

  private func recommendation(_ composer: Composer) throws -> [Notice] {
    try RecommendationAttributedHandler(composer: composer).notices(incoming(story.attributed))
      + RecommendationRefusedHandler(composer: composer).notices(incoming(story.refused))
      + CandidateIdentityConflictHandler(composer: composer).notices(
        incoming(
          CandidateIdentityConflict(
            recommendationId: story.recommendation, candidateIds: [story.candidate, .make()])))
      + InterviewRequestedHandler(composer: composer).notices(incoming(story.interviewRequested))
      + CandidateQualifiedHandler(composer: composer).notices(incoming(story.qualified))
      + CandidateRejectedHandler(composer: composer).notices(
        incoming(
          CandidateRejected(
            recommendationId: story.recommendation, memberId: story.member, offerId: story.offer,
            reason: "Not available.")))
      + CandidateTransmittedHandler(composer: composer).notices(incoming(story.transmitted))
  }

  private func hire(_ composer: Composer) throws -> [Notice] {
    try HireAttributedHandler(composer: composer).notices(incoming(story.hired))
      + HireUnattributedHandler(composer: composer).notices(
        incoming(HireUnattributed(hireId: story.hire, reason: .candidateUnknown)))
      + HireReportDiffersHandler(composer: composer).notices(
        incoming(HireReportDiffers(hireId: story.hire, fields: [.offer, .candidate])))
      + HireWithdrawnHandler(composer: composer).notices(incoming(HireWithdrawn(hireId: story.hire)))
  }

  private func money(_ composer: Composer) throws -> [Notice] {
    let settled = RewardSettledHandler(composer: composer)
    return try RewardGrantedHandler(composer: composer).notices(incoming(story.rewardHeld))
      + settled.notices(incoming(story.rewardSettled))
      + [settled.taxInformation(story.rewardSettled, year: 2026)]
      + RewardReversedHandler(composer: composer).notices(
        incoming(RewardReversed(rewardId: story.reward, memberId: story.member, hireId: story.hire)))
      + PayoutRequestedHandler(composer: composer).notices(incoming(story.donation))
      + PayoutCancelledHandler(composer: composer).notices(incoming(PayoutCancelled(payoutId: story.payout)))
      + ClaimOpenedHandler(composer: composer).notices(incoming(story.claim))
      + ClaimSetOffHandler(composer: composer).notices(incoming(story.setOff))
      + ListingCreditsGrantedHandler(composer: composer).notices(
        incoming(ListingCreditsGranted(companyId: story.company, credits: 3, rewardId: story.reward)))
  }

  private func incoming<Payload: MessagePayload>(_ payload: Payload) -> Incoming<Payload> {
    Incoming(
      event: CloudEvent(source: "/test", type: Payload.messageType.description, data: payload), receivedAt: .now)
  }
}
