import Messages
import OffersService
import PolicyVersions
import PostgreSQLClient
import MessageHandling
import ServiceTesting
import Testing
import Vocabulary

/// An offers service on a database of its own, with a clock that tests set.
struct Market {
  static let delay = 60.0
  static let start = Timestamp("2026-11-23T10:00:00Z")!

  let db: ServiceDatabase
  let policy = WavePolicy(waveDelaySetting: Int(Market.delay))

  static func with(_ body: (Market) async throws -> Void) async throws {
    try await ServiceDatabase.with(OffersService.definition) { try await body(Market(db: $0)) }
  }

  func company(
    _ name: String = "Acme", siren: SIREN? = nil, contactEmail: EmailAddress? = nil, at now: Timestamp = Market.start
  ) async throws -> CompanyID {
    let command = RegisterCompany(name: name, siren: siren, contactEmail: contactEmail)
    return try await db.handle(RegisterCompanyHandler(), [command], at: now).decisions[0].get().companyId
  }

  func company(_ id: CompanyID) async throws -> ListedCompany {
    try await db.handle(GetCompanyHandler(), [GetCompany(companyId: id)]).decisions[0].get()
  }

  func offer(_ id: OfferID) async throws -> ListedOffer {
    try await db.handle(GetOfferHandler(), [GetOffer(offerId: id)]).decisions[0].get()
  }

  /// Lets the clock close what is past its time; what was told.
  func expire(at now: Timestamp) async throws -> [OfferClosed] {
    try await db.run(ExpiredOffersClosing(), at: now).emitted.map {
      try MessageCoder().decode(CloudEvent<OfferClosed>.self, from: $0.body).data
    }
  }

  func reopen(
    _ offer: OfferID, closesAt: Timestamp? = nil, at now: Timestamp
  ) async throws -> ServiceDatabase.Outcome<Result<Accepted, Problem>> {
    let command = ReopenOffer(offerId: offer, closesAt: closesAt)
    return try await db.handle(ReopenOfferHandler(policy: policy), [command], at: now)
  }

  func publish(
    _ company: CompanyID, sector: String = "J62.01", zone: String = "FR-59", closesAt: Timestamp? = nil,
    at now: Timestamp = Market.start
  ) async throws -> OfferID {
    let command = Self.offer(of: company, sector: sector, zone: zone, closesAt: closesAt)
    return try await db.handle(PublishOfferHandler(), [command], at: now).decisions[0].get().offerId
  }

  static func offer(
    _ id: OfferID? = nil, of company: CompanyID, sector: String = "J62.01", zone: String = "FR-59",
    closesAt: Timestamp? = nil, draft: Bool? = nil
  ) -> PublishOffer {
    PublishOffer(
      offerId: id, companyId: company, title: "Developer", description: "Swift", sector: SectorCode(sector)!,
      zone: ZoneCode(zone)!, closesAt: closesAt, draft: draft)
  }

  /// Makes a member known, with a level and points where they are given.
  func member(
    sectors: [String] = ["J"], zones: [String] = ["FR"], level: Level? = nil, points: Int = 0,
    joinedAt: Timestamp = Market.start
  ) async throws -> MemberID {
    let id = MemberID.make()
    _ = try await db.handle(
      MemberJoinedHandler(), [Self.joined(id, sectors: sectors, zones: zones, joinedAt: joinedAt)])
    if let level {
      _ = try await db.handle(
        LevelChangedHandler(),
        [LevelChanged(memberId: id, from: .beginner, to: level, points: Points(points), revision: 1)])
    }
    return id
  }

  static func joined(
    _ id: MemberID, sectors: [String] = ["J"], zones: [String] = ["FR"], joinedAt: Timestamp = Market.start
  ) -> MemberJoined {
    MemberJoined(
      memberId: id, sectors: sectors.compactMap { SectorCode($0) }, zones: zones.compactMap { ZoneCode($0) },
      charterVersion: "2012-02", identityKeys: [], locale: .french, joinedAt: joinedAt)
  }

  /// Runs the waves until nothing is due at an instant; what was dispatched, in order.
  func waves(at now: Timestamp) async throws -> [WaveDispatched] {
    var dispatched: [WaveDispatched] = []
    while true {
      let (next, emitted) = try await db.run(WaveDispatch(policy: policy), at: now)
      dispatched += try emitted.map {
        try MessageCoder().decode(CloudEvent<WaveDispatched>.self, from: $0.body).data
      }
      if next != .immediately { return dispatched }
    }
  }

  func explain(
    _ offer: OfferID, to member: MemberID, at now: Timestamp = Market.start
  ) async throws -> ExplainTargeting.Result {
    let question = ExplainTargeting(offerId: offer, memberId: member)
    return try await db.handle(ExplainTargetingHandler(policy: policy), [question], at: now).decisions[0].get()
  }

  /// Changes the policy, at an instant that the waves of a test come after.
  @discardableResult
  func change(_ change: ChangeOffersPolicy, at now: Timestamp = Market.start) async throws -> PolicyVersion {
    try await db.handle(ChangePolicyHandler(policy), [change], at: now).decisions[0].get()
  }
}

extension Result where Failure == Problem {
  /// The code of a refusal.
  var refusal: ProblemCode? {
    guard case .failure(let problem) = self else { return nil }
    return problem.code
  }
}
