import Messages
import PostgreSQLClient
import RewardsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("Corrections in the books")
struct CorrectionTests {
  private let member = MemberID.make()
  private let other = MemberID.make()
  private let sponsor = MemberID.make()
  private let charity = CharityID.make()
  private let hire = HireID.make()
  private let recommendation = RecommendationID.make()

  private func attributed(_ revision: Int, day: Int = 10) -> HireAttributed {
    .hire(hire, of: recommendation, by: member, sponsor: sponsor, day: day, revision: revision)
  }

  private func with(_ body: (ServiceDatabase) async throws -> Void) async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.register(charity, designated: true)
      for one in [member, other] { try await database.join(one, RewardPreference(option: .toMember)) }
      try await body(database)
    }
  }

  // MARK: Hires (H1, H4)

  @Test(
    "H4, W8: a detached hire takes back all it caused; attributed to another, it pays that one, under causes of its own"
  )
  func detached() async throws {
    try await with { database in
      let first = attributed(1)
      let payouts = try await database.report([first]).events(PayoutRequested.self)
      try await database.confirm(payouts.filter { $0.beneficiary.id == member.description }.map(\.payoutId))
      let detachment = try await database.detach([.detachment(of: first, revision: 2)])
      let reversed = try detachment.events(RewardReversed.self)
      #expect(reversed.map(\.kind) == [.recommendation, .sponsorship])
      #expect(reversed.map(\.amountCents) == [50_000, 25_000])
      #expect(reversed.allSatisfy { $0.reason == .hireDetached && $0.hireId == hire })
      #expect(try detachment.events(ClaimOpened.self).map(\.amount) == [50_000])
      #expect(try detachment.events(PointsAwarded.self).map(\.points) == [-100])
      #expect(
        try await database.balances() == [
          "platform:cash eur-cents": -50_000, "member:\(member):claim eur-cents": 50_000,
        ])
      let second = HireAttributed.hire(hire, by: other, sponsor: sponsor, cents: 75_000, revision: 3)
      let again = try await database.report([second])
      #expect(try again.events(RewardGranted.self).map(\.memberId) == [other, sponsor])
      #expect(
        try await database.balances() == [
          "platform:cash eur-cents": -50_000, "member:\(member):claim eur-cents": 50_000,
          "platform:bonus-expense eur-cents": 100_000, "platform:points-issued points": 100,
          "member:\(other):payable eur-cents": -75_000, "member:\(other):points points": -100,
          "member:\(sponsor):payable eur-cents": -25_000,
        ])
      // And back: the member's claim is set off, since the money was paid.
      try await database.detach([.detachment(of: second, revision: 4)])
      let back = try await database.report([attributed(5)])
      #expect(try back.events(ClaimSetOff.self).map(\.amount) == [50_000])
      let balances = try await database.balances()
      #expect(balances["member:\(member):claim eur-cents"] == nil)
      #expect(balances["member:\(other):payable eur-cents"] == nil)
      #expect(balances["platform:bonus-expense eur-cents"] == 75_000)
    }
  }

  @Test(
    "H1, H4: every order of attribution, detachment, attribution to another and its withdrawal, told twice, ends alike")
  func everyOrder() async throws {
    try await with { database in
      for order in permutations(of: Array(0..<4)) {
        let (hire, first, second) = (HireID.make(), RecommendationID.make(), RecommendationID.make())
        let attributed = HireAttributed.hire(hire, of: first, by: member, revision: 1)
        let moved = HireAttributed.hire(hire, of: second, by: other, revision: 3)
        let later = HireAttributed.hire(hire, of: second, by: other, day: 12, revision: 5)
        let steps: [(ServiceDatabase) async throws -> Void] = [
          { _ = try await $0.report([attributed]) },
          { _ = try await $0.detach([.detachment(of: attributed, revision: 2)]) },
          { _ = try await $0.report([moved]) },
          { _ = try await $0.withdraw([HireWithdrawn(hireId: hire, withdrawnAt: .day(20), revision: 4)]) },
        ]
        for step in order + order.reversed() { try await steps[step](database) }
        #expect(try await database.balances().isEmpty, "order \(order)")
        // It counts again though its date lies before that of the withdrawal: the number decides.
        try await database.report([later])
        #expect(try await database.balances()["member:\(other):payable eur-cents"] == -50_000, "order \(order)")
        try await database.withdraw([HireWithdrawn(hireId: hire, withdrawnAt: .day(1), revision: 6)])
        #expect(try await database.balances().isEmpty, "order \(order)")
      }
    }
  }

  @Test("H1: what has no number goes by its instants, and loses against anything with one")
  func unnumbered() async throws {
    try await with { database in
      let old = HireAttributed.hire(hire, of: recommendation, by: member, day: 10)
      try await database.report([old])
      try await database.withdraw([HireWithdrawn(hireId: hire, revision: 1)])
      #expect(try await database.balances().isEmpty)
      try await database.report([.hire(hire, of: recommendation, by: member, day: 27)])
      #expect(try await database.balances().isEmpty)
      try await database.report([attributed(2)])
      try await database.withdraw([.withdrawal(of: hire, day: 28)])
      #expect(try await database.balances()["member:\(member):payable eur-cents"] == -50_000)
    }
  }

  @Test("H1, W9: later dates of the same hire move no money")
  func laterDates() async throws {
    try await with { database in
      try await database.report([attributed(1)])
      let before = try await database.balances()
      var later = attributed(2, day: 20)
      later.startsAt = .day(30)
      let told = try await database.report([later])
      #expect(told.emitted.isEmpty)
      #expect(try await database.balances() == before)
      let dates = try await database.query("select hired_at, starts_at from rewards.hires")
        .decode((Timestamp, Timestamp?).self)
      #expect(dates.map(\.0) == [.day(20)] && dates.map(\.1) == [.day(30)])
    }
  }

  @Test("H4, W2: a share whose hire is detached falls to the earliest other one, and says that it moved")
  func shareOfDetached() async throws {
    try await with { database in
      let second = HireAttributed.hire(by: member, sponsor: sponsor, day: 11, revision: 1)
      try await database.report([attributed(1), second])
      let told = try await database.detach([.detachment(of: attributed(1), revision: 2)])
      #expect(try told.events(RewardReversed.self).map(\.reason) == [.hireDetached, .shareMoved])
      #expect(try told.events(RewardGranted.self).map(\.hireId) == [second.hireId])
      #expect(try await database.balances()["member:\(sponsor):payable eur-cents"] == -25_000)
    }
  }

  // MARK: Own company (R6)

  @Test(
    "R6, W4, W8: a bonus that stands is moved to the charity, and what was paid is claimed; points and share stay",
    arguments: [true, false])
  func moved(isPaid: Bool) async throws {
    try await with { database in
      let granted = try await database.report([attributed(1)])
      let bonus = try #require(try granted.events(RewardGranted.self).first)
      let payouts = try granted.events(PayoutRequested.self).filter { $0.rewardId == bonus.rewardId }.map(\.payoutId)
      if isPaid { try await database.confirm(payouts) }
      let told = try await database.change([.change(of: recommendation, by: member, true, 2)])
      let reversed = try #require(try told.events(RewardReversed.self).first)
      #expect(reversed.rewardId == bonus.rewardId && reversed.reason == .conflictOfInterest)
      let anew = try #require(try told.events(RewardGranted.self).first)
      #expect(anew.replaces == bonus.rewardId && anew.rewardId != bonus.rewardId)
      #expect(anew.option == .donate && anew.charityId == charity && anew.recommendationId == recommendation)
      #expect(try told.events(PayoutCancelled.self).count == (isPaid ? 0 : 1))
      #expect(try told.events(ClaimOpened.self).map(\.amount) == (isPaid ? [50_000] : []))
      #expect(try told.events(PointsAwarded.self).isEmpty)
      let balances = try await database.balances()
      #expect(balances["charity:\(charity):payable eur-cents"] == -50_000)
      #expect(balances["platform:matching-expense eur-cents"] == nil)
      #expect(balances["member:\(sponsor):payable eur-cents"] == -25_000)
      #expect(balances["member:\(member):points points"] == -100)
      #expect(balances["member:\(member):claim eur-cents"] == (isPaid ? 50_000 : nil))
      // A repetition, an older word and a hire that tells the same change nothing.
      try await database.change([.change(of: recommendation, by: member, true, 2)])
      var same = attributed(2)
      (same.conflictOfInterest, same.conflictRevision) = (false, 1)
      let nothing = try await database.report([same])
      #expect(nothing.emitted.isEmpty)

      let back = try await database.change([.change(of: recommendation, by: member, false, 3)])
      #expect(try back.events(RewardGranted.self).map(\.replaces) == [anew.rewardId])
      #expect(try back.events(PayoutRequested.self).map(\.amountCents) == (isPaid ? [] : [50_000]))
      #expect(try await database.balances()["charity:\(charity):payable eur-cents"] == nil)
      #expect(try await database.balances()["member:\(member):claim eur-cents"] == nil)
      #expect(try await database.balances()["member:\(member):payable eur-cents"] == (isPaid ? nil : -50_000))

      try await database.withdraw([HireWithdrawn(hireId: hire, withdrawnAt: .day(20), revision: 3)])
      #expect(
        try await database.balances()
          == (isPaid
            ? ["platform:cash eur-cents": -50_000, "member:\(member):claim eur-cents": 50_000] : [:]))
    }
  }

  @Test("R6: the flag may come before the hire, by itself or with an older hire; the greatest revision decides")
  func flagFirst() async throws {
    try await with { database in
      try await database.change([
        .change(of: recommendation, by: member, false, 3), .change(of: recommendation, by: member, true, 2),
      ])
      var told = attributed(1)
      (told.conflictOfInterest, told.conflictRevision) = (true, 2)
      try await database.report([told])
      #expect(try await database.balances()["member:\(member):payable eur-cents"] == -50_000)
      // A hire that is told again may know more than what was told by itself.
      (told.revision, told.conflictRevision) = (2, 4)
      let moved = try await database.report([told])
      #expect(try moved.events(RewardReversed.self).map(\.reason) == [.conflictOfInterest])
      #expect(try await database.balances()["charity:\(charity):payable eur-cents"] == -50_000)
      let late = try await database.change([.change(of: recommendation, by: member, true, 4)])
      #expect(late.emitted.isEmpty)
    }
  }

  @Test("R6, W3: a bonus that is held is moved too, and cannot be chosen for any more")
  func heldAndMoved() async throws {
    try await with { database in
      let undecided = MemberID.make()
      try await database.join(undecided)
      let held = try #require(
        try await database.report([.hire(of: recommendation, by: undecided, revision: 1)])
          .events(RewardGranted.self).first)
      #expect(held.state == .held)
      let told = try await database.change([.change(of: recommendation, by: undecided, true, 2)])
      #expect(try told.events(RewardGranted.self).map(\.state) == [.settled])
      let choice = try await database.choose(ChooseOption(rewardId: held.rewardId, option: .toMember))
      #expect(choice.problems == [.optionNotAvailable])
      let back = try await database.change([.change(of: recommendation, by: undecided, false, 3)])
      let again = try #require(try back.events(RewardGranted.self).first)
      #expect(again.state == .held)
      try await database.choose(ChooseOption(rewardId: again.rewardId, option: .toMember))
      #expect(try await database.balances()["member:\(undecided):payable eur-cents"] == -50_000)
      #expect(try await database.balances()["charity:\(charity):payable eur-cents"] == nil)
    }
  }

  @Test("R6: a bonus whose hire is withdrawn and reported again keeps the flag that the recommendation got")
  func flagStays() async throws {
    try await with { database in
      try await database.report([attributed(1)])
      try await database.change([.change(of: recommendation, by: member, true, 2)])
      try await database.withdraw([HireWithdrawn(hireId: hire, revision: 2)])
      #expect(try await database.balances().isEmpty)
      try await database.report([attributed(3)])
      #expect(try await database.balances()["charity:\(charity):payable eur-cents"] == -50_000)
    }
  }

  // MARK: Interviews (Q5)

  private func decided(_ isQualified: Bool, _ revision: Int?, _ database: ServiceDatabase) async throws
    -> [PointsAwarded]
  {
    if isQualified {
      let event = CandidateQualified(
        recommendationId: recommendation, memberId: member, offerId: .make(), revision: revision)
      return try await database.handle(CandidateQualifiedHandler(), [event]).events(PointsAwarded.self)
    }
    let event = CandidateRejected(
      recommendationId: recommendation, memberId: member, offerId: .make(), revision: revision)
    return try await database.handle(CandidateRejectedHandler(), [event]).events(PointsAwarded.self)
  }

  @Test("Q5, W8: qualification points follow the last decision, each posting with a cause of its own")
  func qualification() async throws {
    try await with { database in
      let decisions: [(Bool, Int)] = [(true, 1), (false, 2), (false, 2), (true, 3), (false, 2), (true, 4)]
      var told: [PointsAwarded] = []
      for (isQualified, revision) in decisions { told += try await decided(isQualified, revision, database) }
      #expect(told.map(\.points) == [20, -20, 20])
      #expect(told.allSatisfy { $0.rule == .recommendationQualified })
      let cause = "recommendation:\(recommendation):qualified"
      #expect(told.map(\.causeId) == [cause, "\(cause):reversal", "\(cause):3"])
      #expect(try await database.balances()["member:\(member):points points"] == -20)
      #expect(try await database.count("select points from rewards.member_points where points > 0") == 20)
    }
  }

  @Test("Q5: a rejection that comes before the qualification it corrects leaves no points; every order ends alike")
  func qualificationInAnyOrder() async throws {
    try await with { database in
      for order in permutations(of: [1, 2, 3]) {
        let (recommendation, member) = (RecommendationID.make(), MemberID.make())
        for revision in order + order {
          let isQualified = revision != 2
          let offer = OfferID.make()
          if isQualified {
            let event = CandidateQualified(
              recommendationId: recommendation, memberId: member, offerId: offer, revision: revision)
            _ = try await database.handle(CandidateQualifiedHandler(), [event, event])
          } else {
            let event = CandidateRejected(
              recommendationId: recommendation, memberId: member, offerId: offer, revision: revision)
            _ = try await database.handle(CandidateRejectedHandler(), [event, event])
          }
        }
        #expect(try await database.balances()["member:\(member):points points"] == -20, "order \(order)")
      }
      _ = try await decided(false, 2, database)
      #expect(try await decided(true, 1, database).isEmpty)
    }
  }

  @Test("Q5: points that were scored before decisions had numbers are taken back as well")
  func qualificationOfBefore() async throws {
    try await with { database in
      _ = try await decided(true, nil, database)
      // As a program of the version before left it.
      _ = try await database.query("delete from rewards.qualifications")
      #expect(try await decided(true, nil, database).isEmpty)
      _ = try await database.query("delete from rewards.qualifications")
      #expect(try await decided(false, 2, database).map(\.points) == [-20])
      #expect(try await database.balances()["member:\(member):points points"] == nil)
    }
  }

  // MARK: Options (W3)

  @Test("W3: the option of a message that says so settles what is held, and that message's alone")
  func appliedToHeld() async throws {
    try await with { database in
      let undecided = MemberID.make()
      try await database.join(undecided)
      try await database.report([
        .hire(by: undecided), .hire(by: undecided, cents: 75_000), .hire(by: undecided, isOwnCompany: true),
      ])
      func updated(_ revision: Int, _ option: RewardOption?, applies: Bool?) -> ProfileUpdated {
        ProfileUpdated(
          memberId: undecided, revision: revision, sectors: [], zones: [], charterVersion: "2012-02",
          rewardOption: option.map { RewardPreference(option: $0, charityId: charity) }, locale: .french,
          applyOptionToHeld: applies)
      }
      for event in [updated(4, .toMember, applies: nil), updated(5, .toMember, applies: false)] {
        let told = try await database.handle(ProfileUpdatedHandler(), [event])
        #expect(told.emitted.isEmpty)
      }
      // It comes late, when a newer profile is known already, and means what it meant.
      let told = try await database.handle(ProfileUpdatedHandler(), [updated(3, .split, applies: true)])
      #expect(try told.events(RewardSettled.self).map(\.option) == [.split, .split])
      #expect(try told.events(RewardSettled.self).map(\.charityId) == [charity, charity])
      let balances = try await database.balances()
      #expect(balances["member:\(undecided):payable eur-cents"] == -62_500)
      #expect(balances["charity:\(charity):payable eur-cents"] == -50_000 - 62_500)
      // The default is the newer one.
      try await database.report([.hire(by: undecided)])
      #expect(try await database.balances()["member:\(undecided):payable eur-cents"] == -112_500)
    }
  }

  @Test("W3: an option that cannot be carried out leaves held what is held")
  func notApplicable() async throws {
    try await with { database in
      let undecided = MemberID.make()
      try await database.join(undecided)
      try await database.report([.hire(by: undecided)])
      let updated = ProfileUpdated(
        memberId: undecided, revision: 2, sectors: [], zones: [], charterVersion: "2012-02",
        rewardOption: RewardPreference(option: .donate, charityId: .make()), locale: .french, applyOptionToHeld: true)
      let told = try await database.handle(ProfileUpdatedHandler(), [updated])
      #expect(told.emitted.isEmpty)
      #expect(
        try await database.count("select count(*) from rewards.rewards where hold_reason = 'option-open'") == 1)
    }
  }
}
