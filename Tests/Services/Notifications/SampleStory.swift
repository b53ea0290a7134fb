import Messages
import NotificationsDomain
import NotificationsService
import MessageHandling
import Vocabulary

/// One hire from invitation to bonus, as the other services tell it; every instance has ids of its own.
struct SampleStory: Sendable {
  let sponsor = MemberID.make()
  let member = MemberID.make()
  let company = CompanyID.make()
  let offer = OfferID.make()
  let candidate = CandidateID.make()
  let recommendation = RecommendationID.make()
  let candidacy = CandidacyID.make()
  let hire = HireID.make()
  var reward = RewardID.make()
  let charity = CharityID.make()
  let invitation = InvitationID.make()
  let payout = PayoutID.make()
  let quote = Quote(level: .confirmed, amountCents: 75_000, policyVersion: 1)

  var sponsorJoined: MemberJoined { joined(sponsor, sponsor: nil) }
  var memberJoined: MemberJoined { joined(member, sponsor: sponsor) }
  var sponsorContact: ContactChanged { contact(sponsor, first: "Awa", last: "Diallo", locale: .french) }
  var memberContact: ContactChanged { contact(member, first: "Jean", last: "O'Neil & fils", locale: .english) }
  var memberLeft: MemberLeft { MemberLeft(memberId: member) }
  var companyRegistered: CompanyRegistered {
    CompanyRegistered(companyId: company, name: "Acme & Cie", locale: .english)
  }
  var offerPublished: OfferPublished {
    OfferPublished(
      offerId: offer, companyId: company, title: "Développeuse <Swift>", sector: SectorCode("J62.01")!,
      zone: ZoneCode("FR-59")!, publishedAt: .now, paidWith: .contract)
  }
  var wave: WaveDispatched {
    WaveDispatched(offerId: offer, wave: 1, level: .beginner, memberIds: [member, sponsor])
  }
  var attributed: RecommendationAttributed {
    RecommendationAttributed(
      recommendationId: recommendation, offerId: offer, companyId: company, memberId: member,
      candidateId: candidate, quote: quote, conflictOfInterest: false)
  }
  var refused: RecommendationRefused {
    RecommendationRefused(
      recommendationId: .make(), offerId: offer, memberId: sponsor, code: .candidateAlreadyAttributed)
  }
  var candidateRegistered: CandidateRegistered {
    CandidateRegistered(
      candidateId: candidate, recommendationId: recommendation, firstName: "Camille", lastName: "Durand",
      email: EmailAddress("camille@example.com")!, phone: "+33612345678", message: "We worked together.")
  }
  var interviewRequested: InterviewRequested {
    InterviewRequested(recommendationId: recommendation, offerId: offer)
  }
  var qualified: CandidateQualified {
    CandidateQualified(recommendationId: recommendation, memberId: member, offerId: offer)
  }
  var candidacyDescribed: CandidacyDescribed {
    CandidacyDescribed(
      candidacyId: candidacy, recommendationId: recommendation, candidateId: candidate, summary: "Six years of Swift.")
  }
  var transmitted: CandidateTransmitted {
    CandidateTransmitted(candidacyId: candidacy, offerId: offer, companyId: company)
  }
  var hired: HireAttributed {
    HireAttributed(
      hireId: hire, recommendationId: recommendation, offerId: offer, memberId: member, sponsorId: sponsor,
      quote: quote, conflictOfInterest: false, hiredAt: Timestamp("2026-11-20T15:30:00Z")!)
  }
  var rewardHeld: RewardGranted {
    RewardGranted(
      rewardId: reward, hireId: hire, memberId: member, kind: .recommendation, amountCents: 75_000, state: .held)
  }
  var rewardSettled: RewardSettled { settled(inMyName: true) }
  var donation: PayoutRequested {
    PayoutRequested(
      payoutId: payout, rewardId: reward, beneficiary: Beneficiary(kind: .charity, id: charity.description),
      amountCents: 100_000)
  }

  /// A payment of the reward, with an instruction of its own.
  func paid(at time: String, to kind: BeneficiaryKind = .member) -> PayoutMade {
    PayoutMade(
      payoutId: .make(), rewardId: reward,
      beneficiary: Beneficiary(kind: kind, id: kind == .member ? member.description : charity.description),
      amountCents: 75_000, currency: .euro, paidAt: Timestamp(time)!, reference: "VIR-2026-1184", memberId: member)
  }

  /// A webhook that waits.
  func quarantined(_ reason: QuarantineReason) -> DeliveryQuarantined {
    DeliveryQuarantined(
      deliveryId: .make(), source: "greenhouse", reason: reason, detail: "payload.application.jobs leads to no offer",
      applicationId: "46306421", jobs: ["209372", "ENG-12"], receivedAt: Timestamp("2026-11-20T15:30:00Z")!)
  }

  var claim: ClaimOpened {
    ClaimOpened(
      claimId: .make(), causeId: "payout:\(payout):claim", holder: AccountHolder(kind: .member, id: member.description),
      account: "member:\(member):claim", unit: .euroCents, amount: 75_000, rewardId: reward, payoutId: payout)
  }

  var setOff: ClaimSetOff {
    ClaimSetOff(
      setOffId: .make(), causeId: "hire:\(hire):bonus:2:set-off:\(payout)",
      holder: AccountHolder(kind: .member, id: member.description), account: "member:\(member):claim",
      unit: .euroCents, amount: 75_000, rewardId: reward, payoutId: payout)
  }

  func settled(inMyName: Bool?) -> RewardSettled {
    RewardSettled(
      rewardId: reward, memberId: member, option: .donate,
      lines: [
        SettlementLine(account: "platform:bonus-expense", unit: .euroCents, amount: 75_000),
        SettlementLine(account: "platform:matching-expense", unit: .euroCents, amount: 25_000),
        SettlementLine(account: "charity:\(charity):payable", unit: .euroCents, amount: -100_000),
      ], inMyName: inMyName, charityId: charity)
  }

  private func joined(_ id: MemberID, sponsor: MemberID?) -> MemberJoined {
    MemberJoined(
      memberId: id, sponsorId: sponsor, sectors: [SectorCode("J")!], zones: [ZoneCode("FR")!],
      employer: Employer(name: "Elsewhere"), charterVersion: "1", identityKeys: [],
      locale: id == self.sponsor ? .french : .english)
  }

  private func contact(_ id: MemberID, first: String, last: String, locale: Language) -> ContactChanged {
    ContactChanged(
      memberId: id, revision: 1, firstName: first, lastName: last,
      email: EmailAddress("\(first.lowercased())@example.com")!, locale: locale)
  }
}
