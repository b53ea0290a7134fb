import Messages
import PostgreSQLClient
import RewardsService
import MessageHandling
import ServiceTesting
import Testing
import Vocabulary

// How tests look at the books, and how they make what a story needs.

extension ServiceDatabase {
  /// What each account holds that holds something, as `account unit`.
  func balances() async throws -> [String: Int] {
    let rows = try await query("select account, unit, balance from rewards.account_balances where balance <> 0")
    var balances: [String: Int] = [:]
    for (account, unit, balance) in try rows.decode((String, String, Int).self) {
      balances["\(account) \(unit)"] = balance
    }
    return balances
  }

  /// The number of rows of a table or view.
  func count(_ statement: Statement) async throws -> Int {
    try #require(try await query(statement).decode(Int.self).first)
  }

  /// Has a member join, with a default option or without.
  @discardableResult
  func join(
    _ member: MemberID, sponsor: MemberID? = nil, _ preference: RewardPreference? = nil, person: PersonID? = nil
  ) async throws -> Outcome<Problem?> {
    try await handle(MemberJoinedHandler(), [.joining(member, sponsor: sponsor, preference, person: person)])
  }

  /// Has members leave.
  @discardableResult
  func leave(_ events: [MemberLeft]) async throws -> Outcome<Problem?> {
    try await handle(MemberLeftHandler(), events)
  }

  /// Tells of hires, in one batch.
  @discardableResult
  func report(_ hires: [HireAttributed]) async throws -> Outcome<Problem?> {
    try await handle(HireAttributedHandler(), hires)
  }

  /// Tells of withdrawals, in one batch.
  @discardableResult
  func withdraw(_ withdrawals: [HireWithdrawn]) async throws -> Outcome<Problem?> {
    try await handle(HireWithdrawnHandler(), withdrawals)
  }

  /// Tells of hires that staff took from their recommendations, in one batch.
  @discardableResult
  func detach(_ events: [HireDetached]) async throws -> Outcome<Problem?> {
    try await handle(HireDetachedHandler(), events)
  }

  /// Tells of recommendations' flags that turned out otherwise, in one batch.
  @discardableResult
  func change(_ conflicts: [ConflictOfInterestChanged]) async throws -> Outcome<Problem?> {
    try await handle(ConflictOfInterestChangedHandler(), conflicts)
  }

  /// Finance confirms payouts.
  @discardableResult
  func confirm(_ payouts: [PayoutID]) async throws -> Outcome<Result<Accepted, Problem>> {
    try await handle(
      PayoutConfirmedHandler(), payouts.map { PayoutConfirmed(payoutId: $0, paidAt: .day(15), reference: "VIR 1") })
  }

  /// Takes note of companies.
  @discardableResult
  func register(_ companies: [CompanyID]) async throws -> Outcome<Problem?> {
    try await handle(CompanyRegisteredHandler(), companies.map { CompanyRegistered(companyId: $0, name: "Acme") })
  }

  /// Publishes offers of a company with listing credits.
  @discardableResult
  func publish(_ offers: [OfferID], of company: CompanyID) async throws -> Outcome<Problem?> {
    let (sector, zone) = (try #require(SectorCode("J62")), try #require(ZoneCode("FR-59")))
    return try await handle(
      OfferPublishedHandler(),
      offers.map {
        OfferPublished(
          offerId: $0, companyId: company, title: "Swift", sector: sector, zone: zone, publishedAt: .day(1),
          paidWith: .listingCredit)
      })
  }

  /// Chooses an option for a bonus.
  @discardableResult
  func choose(_ choice: ChooseOption) async throws -> Outcome<Result<ChooseOption.Result, Problem>> {
    try await handle(ChooseOptionHandler(), [choice])
  }

  /// Puts a charity on the list.
  @discardableResult
  func register(_ charity: CharityID, designated: Bool = false) async throws -> Outcome<
    Result<RegisterCharity.Result, Problem>
  > {
    try await handle(
      RegisterCharityHandler(), [RegisterCharity(charityId: charity, name: "Les amis", designated: designated)])
  }
}

extension MemberJoined {
  /// Somebody joins.
  static func joining(
    _ member: MemberID, sponsor: MemberID? = nil, _ preference: RewardPreference? = nil, person: PersonID? = nil
  ) -> MemberJoined {
    MemberJoined(
      memberId: member, sponsorId: sponsor, sectors: [], zones: [], charterVersion: "2012-02",
      rewardOption: preference, identityKeys: [], locale: .french, personId: person)
  }
}

extension HireAttributed {
  /// A hire of a member's candidate on a day.
  static func hire(
    _ hire: HireID = .make(), of recommendation: RecommendationID = .make(), by member: MemberID,
    sponsor: MemberID? = nil, cents: Cents = 50_000, isOwnCompany: Bool = false, day: Int = 10, revision: Int? = nil
  ) -> HireAttributed {
    HireAttributed(
      hireId: hire, recommendationId: recommendation, offerId: .make(), memberId: member, sponsorId: sponsor,
      quote: Quote(level: .beginner, amountCents: cents, policyVersion: 1), conflictOfInterest: isOwnCompany,
      hiredAt: .day(day), revision: revision)
  }
}

extension ConflictOfInterestChanged {
  /// Staff say whether member and candidate have the same employer.
  static func change(
    of recommendation: RecommendationID, by member: MemberID, _ isOwnCompany: Bool, _ revision: Int
  ) -> ConflictOfInterestChanged {
    ConflictOfInterestChanged(
      recommendationId: recommendation, revision: revision, offerId: .make(), memberId: member,
      conflictOfInterest: isOwnCompany, source: .staff, reason: "said so on the telephone")
  }
}

extension HireDetached {
  /// Staff take a hire from its recommendation.
  static func detachment(of hire: HireAttributed, revision: Int) -> HireDetached {
    HireDetached(
      hireId: hire.hireId, revision: revision, recommendationId: hire.recommendationId, memberId: hire.memberId,
      reason: "not this candidate")
  }
}

extension HireWithdrawn {
  /// A hire is withdrawn on a day.
  static func withdrawal(of hire: HireID, day: Int) -> HireWithdrawn {
    HireWithdrawn(hireId: hire, withdrawnAt: .day(day))
  }
}

extension Timestamp {
  /// Midnight of a day of January 2026, UTC.
  static func day(_ day: Int) -> Timestamp {
    Timestamp(microseconds: (20_454 + Int64(day)) * 86_400_000_000)
  }
}
