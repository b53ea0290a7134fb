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
    facts.rewards = [
      story.reward: Facts.Reward(memberID: story.member, inMemberName: true, donated: 75_000, matching: 25_000)
    ]
    facts.charities = [story.charity: Facts.Charity(name: "Les Petits Ateliers", language: language)]
    facts.particulars = [story.hire: Array(Self.particulars.utf8)]
    facts.days = [Timestamp("2026-11-19T23:30:00Z")!: CalendarDay("2026-11-20")!]
    return facts
  }

  private static let particulars = """
    {"sourceSystem": "Acme RH", "applicationId": "A-1184", "offerReference": "DEV-42", "hiredAt": "2026-11-19T23:30:00Z",
     "candidate": {"email": "camille@example.com"}}
    """

  func notices(_ composer: Composer) throws -> [Notice] {
    try community(composer) + recommendation(composer) + hire(composer) + money(composer)
  }

  private func community(_ composer: Composer) throws -> [Notice] {
    let notices: [[Notice]] = [
      try MemberJoinedHandler(composer: composer).notices(incoming(story.memberJoined)),
      try MemberLeftHandler(composer: composer).notices(incoming(story.memberLeft)),
      try InvitationDeliveryRequestedHandler(composer: composer).notices(
        incoming(
          InvitationDeliveryRequested(
            invitationId: story.invitation, email: EmailAddress("new@example.com")!, invitationCode: "ABCD-EFGH",
            expiresAt: Timestamp("2026-12-31T12:00:00Z")!, locale: language, sponsorName: "Jean Petit"))),
      try InvitationOfMemberRequestedHandler(composer: composer).notices(
        incoming(
          InvitationOfMemberRequested(
            invitationId: story.invitation, email: EmailAddress("known@example.com")!, locale: language))),
      try MemberIdentityConflictHandler(composer: composer).notices(
        incoming(MemberIdentityConflict(memberId: .make(), holderId: story.member))),
      try WaveDispatchedHandler(composer: composer).notices(incoming(story.wave)),
      try LevelChangedHandler(composer: composer).notices(
        incoming(LevelChanged(memberId: story.member, from: .beginner, to: .confirmed, points: 150))),
      try PointsAwardedHandler(composer: composer).notices(
        incoming(
          PointsAwarded(memberId: story.member, points: 100, rule: .candidateHired, total: 150, causeId: "cause"))),
      [DeliverLetters.givenUp(letter, after: 8, outcome: SMTPOutcome(.recipient, .reply(550)))],
      try [
        PendingAge.givenUp(abandoned(composer), of: MessageID.make().description, awaiting: "offer", "id", since: .now)
      ],
      try MessageDeadLetteredHandler(composer: composer).notices(
        incoming(
          MessageDeadLettered(
            service: "rewards", queue: "rewards.events", reason: .undecodable, attempts: 1))),
      try CommandRefusedHandler(composer: composer).notices(
        incoming(
          CommandRefused(
            messageId: MessageID.make().description, service: "rewards", queue: "rewards.commands",
            messageType: "coopt.rewards.choose-option.v1", code: .alreadySettled, fields: ["option"]))),
      try DeliveryQuarantinedHandler(composer: composer).notices(incoming(story.quarantined(.jobNotMapped))),
      try decisions(composer),
    ]
    return notices.flatMap { $0 }
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
    let notices: [[Notice]] = [
      try RecommendationAttributedHandler(composer: composer).notices(incoming(story.attributed)),
      try RecommendationRefusedHandler(composer: composer).notices(incoming(story.refused)),
      try CandidateIdentityConflictHandler(composer: composer).notices(
        incoming(
          CandidateIdentityConflict(
            recommendationId: story.recommendation, candidateIds: [story.candidate, .make()]))),
      try InterviewRequestedHandler(composer: composer).notices(incoming(story.interviewRequested)),
      try CandidateQualifiedHandler(composer: composer).notices(incoming(story.qualified)),
      try CandidateRejectedHandler(composer: composer).notices(
        incoming(
          CandidateRejected(
            recommendationId: story.recommendation, memberId: story.member, offerId: story.offer,
            reason: "Ne veut pas déménager.", reasonCode: .notInterested, revision: 1))),
      try InterviewCorrectedHandler(composer: composer).notices(
        incoming(
          InterviewCorrected(
            recommendationId: story.recommendation, revision: 2, offerId: story.offer, memberId: story.member,
            outcome: .rejected, reasonCode: .profileDoesNotMatch, reason: "Erreur de saisie."))),
      try CandidateTransmittedHandler(composer: composer).notices(incoming(story.transmitted)),
      try CandidacyWithdrawnHandler(composer: composer).notices(
        incoming(
          CandidacyWithdrawn(candidacyId: story.candidacy, offerId: story.offer, companyId: story.company))),
      try CandidacyClosedHandler(composer: composer).notices(
        incoming(
          CandidacyClosed(
            candidacyId: story.candidacy, recommendationId: story.recommendation, offerId: story.offer,
            memberId: story.member, reason: "Poste réorienté."))),
      try endings(composer),
    ]
    return notices.flatMap { $0 }
  }

  private func endings(_ composer: Composer) throws -> [Notice] {
    let notices: [[Notice]] = [
      try RecommendationWithdrawnHandler(composer: composer).notices(
        incoming(
          RecommendationWithdrawn(
            recommendationId: story.recommendation, offerId: story.offer, memberId: story.member,
            candidateId: story.candidate))),
      try RecommendationClosedHandler(composer: composer).notices(
        incoming(
          RecommendationClosed(
            recommendationId: story.recommendation, offerId: story.offer, memberId: story.member, reason: .filled))),
      try CandidateReleasedHandler(composer: composer).notices(
        incoming(
          CandidateReleased(
            candidateId: story.candidate, memberId: story.member, reason: "Ne connaît pas ce membre."))),
      try ConflictOfInterestChangedHandler(composer: composer).notices(
        incoming(
          ConflictOfInterestChanged(
            recommendationId: story.recommendation, revision: 2, offerId: story.offer, memberId: story.member,
            conflictOfInterest: true, source: .interview, reason: "Employeur nommé en entretien."))),
    ]
    return notices.flatMap { $0 }
  }

  private func hire(_ composer: Composer) throws -> [Notice] {
    let notices: [[Notice]] = [
      try HireAttributedHandler(composer: composer).notices(incoming(story.hired)),
      try [HireAttributedHandler(composer: composer).goodNews(story.hired)],
      try HireUnattributedHandler(composer: composer).notices(
        incoming(HireUnattributed(hireId: story.hire, reason: .candidateUnknown))),
      try HireReportDiffersHandler(composer: composer).notices(
        incoming(HireReportDiffers(hireId: story.hire, fields: [.offer, .candidate]))),
      try HireWithdrawnHandler(composer: composer).notices(
        incoming(HireWithdrawn(hireId: story.hire, recommendationId: story.recommendation))),
      try HireReportOutdatedHandler(composer: composer).notices(
        incoming(
          HireReportOutdated(
            hireId: story.hire, sourceSystem: "Acme RH", applicationId: "A-1184",
            asOf: Timestamp("2026-11-02T12:00:00Z")!, withdrawnAsOf: Timestamp("2026-11-05T12:00:00Z")!))),
      try HireDetachedHandler(composer: composer).notices(
        incoming(
          HireDetached(
            hireId: story.hire, revision: 3, recommendationId: story.recommendation, memberId: story.member,
            reason: "Homonyme."))),
    ]
    return notices.flatMap { $0 }
  }

  private func money(_ composer: Composer) throws -> [Notice] {
    let settled = RewardSettledHandler(composer: composer)
    return try RewardGrantedHandler(composer: composer).notices(incoming(story.rewardHeld))
      + settled.notices(incoming(story.rewardSettled))
      + PayoutMadeHandler(composer: composer).notices(incoming(story.paid(at: "2026-12-02T09:00:00Z")))
      + [PayoutMadeHandler(composer: composer).taxInformation(story.paid(at: "2026-12-02T09:00:00Z"), year: 2026)]
      .compactMap { $0 }
      + RewardReversedHandler(composer: composer).notices(
        incoming(
          RewardReversed(
            rewardId: story.reward, memberId: story.member, hireId: story.hire, kind: .recommendation,
            amountCents: 75_000, reason: .hireWithdrawn)))
      + PayoutRequestedHandler(composer: composer).notices(incoming(story.donation))
      + PayoutCancelledHandler(composer: composer).notices(
        incoming(
          PayoutCancelled(
            payoutId: story.payout, rewardId: story.reward,
            beneficiary: Beneficiary(kind: .charity, id: story.charity.description), amountCents: 100_000)))
      + PayoutFailedHandler(composer: composer).notices(
        incoming(
          PayoutFailed(
            payoutId: story.payout, rewardId: story.reward,
            beneficiary: Beneficiary(kind: .member, id: story.member.description), amountCents: 75_000, currency: .euro,
            failedAt: Timestamp("2026-12-02T09:00:00Z")!, reason: "Compte clos.")))
      + ClaimSettledHandler(composer: composer).notices(
        incoming(
          ClaimSettled(
            claimId: .make(), holder: AccountHolder(kind: .member, id: story.member.description), unit: .euroCents,
            amount: 50_000, remaining: 25_000, manner: .repaid, reference: "VIR-2026-1201")))
      + ClaimOpenedHandler(composer: composer).notices(incoming(story.claim))
      + ClaimSetOffHandler(composer: composer).notices(incoming(story.setOff))
      + ListingCreditsGrantedHandler(composer: composer).notices(
        incoming(ListingCreditsGranted(companyId: story.company, credits: 3, rewardId: story.reward)))
  }

  /// Further notices of the same kinds, whose texts say something else.
  func variants(_ composer: Composer) throws -> [Notice] {
    let notices: [[Notice]] = [
      try options(composer) + codes(composer),
      try InvitationDeliveryRequestedHandler(composer: composer).notices(
        incoming(
          InvitationDeliveryRequested(
            invitationId: story.invitation, email: EmailAddress("new@example.com")!, invitationCode: "ABCD-EFGH",
            expiresAt: Timestamp("2026-12-31T12:00:00Z")!, locale: language))),
      try LevelChangedHandler(composer: composer).notices(
        incoming(LevelChanged(memberId: story.member, from: .expert, to: .confirmed, points: 1400))),
      try PointsAwardedHandler(composer: composer).notices(
        incoming(
          PointsAwarded(memberId: story.member, points: -100, rule: .candidateHired, total: 50, causeId: "cause"))),
    ]
    return notices.flatMap { $0 }
  }

  /// Rewards of each kind and state, each option and its calendar.
  private func options(_ composer: Composer) throws -> [Notice] {
    let parts = [
      PlannedInstalment(dueOn: CalendarDay("2026-12-01")!, amountCents: 45_000),
      PlannedInstalment(dueOn: CalendarDay("2027-03-01")!, amountCents: 30_000),
    ]
    let toMember = [SettlementLine(account: "member:\(story.member):payable", unit: .euroCents, amount: -75_000)]
    let halves = [
      SettlementLine(account: "member:\(story.member):payable", unit: .euroCents, amount: -37_500),
      SettlementLine(account: "charity:\(story.charity):payable", unit: .euroCents, amount: -37_500),
    ]
    let credits = [
      SettlementLine(account: "company:\(story.company):listing-credits", unit: .listingCredits, amount: -3)
    ]
    let settlements = [
      RewardSettled(rewardId: story.reward, memberId: story.member, option: .toMember, lines: toMember),
      RewardSettled(
        rewardId: story.reward, memberId: story.member, option: .toMember, lines: toMember, instalments: parts),
      RewardSettled(
        rewardId: story.reward, memberId: story.member, option: .split, lines: halves, inMyName: true,
        charityId: story.charity),
      RewardSettled(
        rewardId: story.reward, memberId: story.member, option: .listingCredits, lines: credits,
        companyId: story.company),
    ]
    let granted = RewardKind.allCases.flatMap { kind in
      RewardState.allCases.map { state in
        RewardGranted(
          rewardId: story.reward, hireId: story.hire, memberId: story.member, kind: kind, amountCents: 75_000,
          state: state)
      }
    }
    return try settlements.flatMap { try RewardSettledHandler(composer: composer).notices(incoming($0)) }
      + granted.flatMap { try RewardGrantedHandler(composer: composer).notices(incoming($0)) }
      + PayoutMadeHandler(composer: composer).notices(
        incoming(story.paid(at: "2026-12-02T09:00:00Z", to: .charity)))
  }

  /// One notice for each code that a text says in words.
  private func codes(_ composer: Composer) throws -> [Notice] {
    let rejected = CandidateRejectedHandler(composer: composer)
    let reversed = RewardReversedHandler(composer: composer)
    let unattributed = HireUnattributedHandler(composer: composer)
    let refused = RecommendationRefusedHandler(composer: composer)
    let deadLettered = MessageDeadLetteredHandler(composer: composer)
    let conflict = ConflictOfInterestChangedHandler(composer: composer)
    var notices: [Notice] = []
    for code in RejectionCode.allCases {
      notices += try rejected.notices(
        incoming(
          CandidateRejected(
            recommendationId: story.recommendation, memberId: story.member, offerId: story.offer, reasonCode: code,
            revision: 2)))
    }
    for reason in ReversalReason.allCases {
      notices += try reversed.notices(
        incoming(
          RewardReversed(
            rewardId: story.reward, memberId: story.member, hireId: story.hire, kind: .sponsorship,
            amountCents: 25_000, reason: reason)))
    }
    for reason in UnattributedReason.allCases {
      notices += try unattributed.notices(incoming(HireUnattributed(hireId: story.hire, reason: reason)))
    }
    for code in ProblemCode.all {
      notices += try refused.notices(
        incoming(
          RecommendationRefused(recommendationId: .make(), offerId: story.offer, memberId: story.sponsor, code: code)))
      notices += try deadLettered.notices(
        incoming(MessageDeadLettered(service: "members", queue: "members.commands", reason: code, attempts: 1)))
    }
    for reason in QuarantineReason.allCases {
      notices += try DeliveryQuarantinedHandler(composer: composer).notices(incoming(story.quarantined(reason)))
    }
    for source in ConflictSource.allCases {
      notices += try conflict.notices(
        incoming(
          ConflictOfInterestChanged(
            recommendationId: story.recommendation, revision: 3, offerId: story.offer, memberId: story.member,
            conflictOfInterest: false, source: source)))
    }
    return notices
  }

  func incoming<Payload: MessagePayload>(_ payload: Payload) -> Incoming<Payload> {
    Incoming(
      event: CloudEvent(source: "/test", type: Payload.messageType.description, data: payload), receivedAt: .now)
  }
}
