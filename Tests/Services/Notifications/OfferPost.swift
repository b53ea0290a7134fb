import MessageHandling
import Messages
import NotificationsService
import PolicyVersions
import PostgreSQLClient
import ServiceTesting
import Vocabulary

/// A platform that writes letters, where members are proposed offers at instants of a test's own.
struct OfferPost: Sendable {
  /// Seconds that offers wait for each other here.
  static let window = 60.0

  let database: ServiceDatabase
  let composer: Composer
  let company = CompanyID.make()

  private init(_ database: ServiceDatabase, isMailing: Bool) throws {
    self.database = database
    composer = try Composer(isMailing: isMailing, offerWindow: Self.window)
  }

  static func with(isMailing: Bool = true, _ body: (OfferPost) async throws -> Void) async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let post = try OfferPost(database, isMailing: isMailing)
      _ = try await database.handle(
        CompanyRegisteredHandler(), [CompanyRegistered(companyId: post.company, name: "Acme & Cie", revision: 1)])
      try await body(post)
    }
  }

  // MARK: People

  /// New members, all with the same preference.
  func join(
    _ count: Int = 1, _ preference: OffersByMail? = nil, locale: Language = .french, at now: Timestamp = .now
  ) async throws -> [MemberID] {
    let members = (0..<count).map { _ in MemberID.make() }
    try await say(members.map { contact($0, preference, revision: 1, locale: locale) }, at: now)
    return members
  }

  /// Members choose how offers reach them.
  func prefer(
    _ preference: OffersByMail, _ members: MemberID..., revision: Int = 2, at now: Timestamp
  ) async throws {
    try await say(members.map { contact($0, preference, revision: revision) }, at: now)
  }

  private func say(_ contacts: [ContactChanged], at now: Timestamp) async throws {
    _ = try await database.handle(ContactChangedHandler(offerWindow: Self.window), contacts, at: now)
  }

  private func contact(
    _ member: MemberID, _ preference: OffersByMail?, revision: Int, locale: Language = .french
  ) -> ContactChanged {
    ContactChanged(
      memberId: member, revision: revision, firstName: "Maëlle", lastName: "Petit",
      email: EmailAddress("\(member)@example.org")!, locale: locale, offersByMail: preference)
  }

  func leave(_ member: MemberID) async throws {
    _ = try await database.handle(MemberLeftHandler(composer: composer), [MemberLeft(memberId: member)])
  }

  // MARK: Offers

  func published(
    _ offer: OfferID, _ title: String, zone: String = "FR-59", until closesAt: Timestamp? = nil, revision: Int? = 1
  ) -> OfferPublished {
    OfferPublished(
      offerId: offer, companyId: company, title: title, sector: SectorCode("J62.01")!, zone: ZoneCode(zone)!,
      publishedAt: .now, paidWith: .contract, closesAt: closesAt, revision: revision)
  }

  /// New offers, called "Poste 1" and so on unless said otherwise.
  func publish(
    _ count: Int = 1, _ title: String? = nil, zone: String = "FR-59", until closesAt: Timestamp? = nil
  ) async throws -> [OfferID] {
    let offers = (0..<count).map { _ in OfferID.make() }
    let events = offers.enumerated().map { number, offer in
      published(offer, title ?? "Poste \(number + 1)", zone: zone, until: closesAt)
    }
    _ = try await database.handle(OfferPublishedHandler(), events)
    return offers
  }

  func close(_ offers: OfferID..., because reason: ClosingReason = .filled, revision: Int? = 2) async throws {
    _ = try await database.handle(
      OfferClosedHandler(), offers.map { OfferClosed(offerId: $0, reason: reason, revision: revision) })
  }

  /// Proposes each offer to all members, in one batch; how many notifications that makes.
  @discardableResult
  func propose(
    _ offers: [OfferID], to members: [MemberID], level: Level = .beginner, at now: Timestamp
  ) async throws -> Int {
    let waves = offers.map { WaveDispatched(offerId: $0, wave: 1, level: level, memberIds: members) }
    return try await database.handle(WaveDispatchedHandler(composer: composer), waves, at: now).emitted.count
  }

  // MARK: Letters

  func work(limit: Int = 200) throws -> WriteOfferLetters {
    WriteOfferLetters(try OfferLetters(), window: Self.window, limit: limit)
  }

  /// Writes what is due at an instant; when there is more to do.
  @discardableResult
  func write(at now: Timestamp, _ work: WriteOfferLetters? = nil) async throws -> NextRun {
    let work = try work ?? self.work()
    while true {
      let next = try await database.run(work, at: now).next
      if next != .immediately { return next }
    }
  }

  struct Written: Sendable {
    let id: NotificationID
    let recipient: String
    let subject: String
    let text: String
  }

  /// The letters that were written, in the order of their ids.
  func letters() async throws -> [Written] {
    try await database.query(
      """
      select notification_id, recipient_id::text, subject, body
      from notifications.letters
      where name = 'offer-proposed'
      order by notification_id
      """
    ).map { row in
      let (id, recipient, subject, text) = try row.decode((NotificationID, String, String, String).self)
      return Written(id: id, recipient: recipient, subject: subject, text: text)
    }
  }

  /// How many deliveries are in which state: `12 pending`.
  func deliveries() async throws -> [String] {
    try await database.query(
      "select count(*) || ' ' || state from notifications.deliveries group by state order by state"
    ).map { try $0.decode(String.self) }
  }

  /// How many offers wait, and for how many members.
  func waiting() async throws -> [Int] {
    try await database.query(
      """
      select count(*) from notifications.waiting_offers
      union all
      select count(*) from notifications.offer_windows
      """
    ).map { try $0.decode(Int.self) }
  }

  func timeZone(_ name: String) async throws {
    let terms = MembershipTerms(version: 2, invitationValidityDays: 30, timeZone: name)
    let event = MembersPolicyChanged(MembersPolicy(terms), inForceSince: Timestamp("2020-01-01T00:00:00Z")!)
    _ = try await database.handle(PolicyChangedHandler(TimeZones(in: "notifications")), [event])
  }
}
