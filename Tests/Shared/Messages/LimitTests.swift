import Messages
import Testing
import Vocabulary

@Suite("Limits of the contract")
struct LimitTests {
  private func fields(_ payload: some MessagePayload) -> [String] {
    var validator = Validator()
    payload.validate(&validator)
    return validator.errors.map(\.field)
  }

  private func join(_ change: (inout Join) -> Void) throws -> Join {
    var join = Join(
      invitationCode: "code", firstName: "Camille", lastName: "Durand",
      email: try #require(EmailAddress("camille@example.com")), sectors: [try #require(SectorCode("J"))],
      zones: [try #require(ZoneCode("FR"))], charterVersion: "1")
    change(&join)
    return join
  }

  @Test("names have 1 to 200 characters on one line; letters count, not bytes")
  func names() throws {
    #expect(try fields(join { $0.firstName = String(repeating: "é", count: 200) }).isEmpty)
    #expect(try fields(join { $0.firstName = String(repeating: "é", count: 201) }) == ["firstName"])
    #expect(try fields(join { $0.firstName = " \u{A0}" }) == ["firstName"])
    #expect(try fields(join { $0.lastName = "Durand\r\nBcc: all@example.com" }) == ["lastName"])
    #expect(try fields(join { $0.employer = Employer(name: "") }) == ["employer.name"])
  }

  @Test("texts have at most 10 000 characters and no NUL; lines may end in them")
  func texts() {
    let offer = PublishOffer(
      companyId: .make(), title: "Développeuse", description: String(repeating: "a\n", count: 5000),
      sector: SectorCode("J")!, zone: ZoneCode("FR")!)
    #expect(fields(offer).isEmpty)
    var long = offer
    long.description += "."
    #expect(fields(long) == ["description"])
    long.description = "a\0b"
    #expect(fields(long) == ["description"])
  }

  @Test("lists have at most 100 items; sectors and zones at least one")
  func lists() throws {
    #expect(try fields(join { $0.sectors = [] }) == ["sectors"])
    #expect(try fields(join { $0.zones = Array(repeating: $0.zones[0], count: 100) }).isEmpty)
    #expect(try fields(join { $0.zones = Array(repeating: $0.zones[0], count: 101) }) == ["zones"])
    let members = (0...500).map { _ in MemberID.make() }
    #expect(fields(WaveDispatched(offerId: .make(), wave: 1, level: .expert, memberIds: members)) == ["memberIds"])
  }

  @Test("several broken fields are all named")
  func several() throws {
    #expect(
      try fields(
        join {
          $0.lastName = ""; $0.zones = []
        }) == ["lastName", "zones"])
  }

  @Test("Q1: a rejection has a reason")
  func rejection() {
    let silent = RecordInterview(recommendationId: .make(), outcome: .rejected, candidateInformed: true)
    #expect(fields(silent) == ["reason"])
    var reasoned = silent
    reasoned.reason = "La personne ne cherche plus."
    #expect(fields(reasoned).isEmpty)
  }

  @Test("W3: donate and split name a charity, listing credits a company", arguments: RewardOption.allCases)
  func options(option: RewardOption) throws {
    let expected: [RewardOption: String] = [
      .donate: "charityId", .split: "charityId", .listingCredits: "companyId",
    ]
    #expect(fields(ChooseOption(rewardId: .make(), option: option)) == expected[option].map { [$0] } ?? [])
    let nested = try fields(join { $0.rewardOption = RewardPreference(option: option) })
    #expect(nested == expected[option].map { ["rewardOption.\($0)"] } ?? [])
    let complete = ChooseOption(rewardId: .make(), option: option, charityId: .make(), companyId: .make())
    #expect(fields(complete).isEmpty)
  }

  @Test("H2: a hire names its offer and one way to know the candidate")
  func hires() {
    let bare = HireReported(applicationId: "1", sourceSystem: "ats", candidate: HiredCandidate(), hiredAt: .now)
    #expect(fields(bare) == ["offerId", "candidate"])
    var complete = bare
    complete.offerReference = "REQ-1"
    complete.candidate.phone = "+33 6 39 98 00 01"
    #expect(fields(complete).isEmpty)
  }

  @Test("counts and amounts of a policy are not negative, and far from overflow")
  func policies() {
    let change = ChangeRewardsPolicy(
      amounts: BonusAmountsChange(expert: -1), sponsorshipCents: Cents(.max), listingCredits: 3)
    #expect(fields(change) == ["amounts.expert", "sponsorshipCents"])
    #expect(fields(ChangeOffersPolicy(waveDelaySeconds: -1, waveMaximumSize: .replace(0))).count == 2)
  }

  @Test("what a hire pays is never less than nothing, nor more than a policy can say", arguments: [-1, 1_000_000_001])
  func quotes(cents: Int) {
    let quote = Quote(level: .expert, amountCents: Cents(cents), policyVersion: 0)
    let hire = HireAttributed(
      hireId: .make(), recommendationId: .make(), offerId: .make(), memberId: .make(), quote: quote,
      conflictOfInterest: false, hiredAt: .now)
    #expect(fields(hire) == ["quote.amountCents", "quote.policyVersion"])
    let recommendation = RecommendationAttributed(
      recommendationId: .make(), offerId: .make(), companyId: .make(), memberId: .make(), candidateId: .make(),
      quote: quote, conflictOfInterest: false)
    #expect(fields(recommendation) == ["quote.amountCents", "quote.policyVersion"])
  }
}
