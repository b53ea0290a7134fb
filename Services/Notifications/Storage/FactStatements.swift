import FoundationEssentials
import NotificationsDomain
import PolicyVersions
import PostgreSQLClient
import Vocabulary

/// Reads what is known of things, in one round trip.
struct FactStatements {
  private let ids: [FactKind: [UUID]]
  /// The things whose steps may have to be told before others.
  private let things: [UUID]
  /// Candidacies that lead to such things.
  private let decided: [UUID]
  /// The steps that need not be asked for.
  private let told: Set<FactKey>
  /// The instants whose days texts name.
  private let instants: [Timestamp]

  /// A reader of the things that notices name, and of what these lead to, less the steps that this process told lately.
  init(_ notices: some Sequence<Notice>, recent: RecentSteps) {
    let notices = Array(notices)
    let steps = Set(notices.flatMap { $0.place?.follows ?? [] })
    told = recent.told(of: steps)
    let follows = steps.subtracting(told)
    let keys = Set(notices.lazy.flatMap(\.needed)).union(follows)
    ids = Dictionary(grouping: keys, by: \.kind).mapValues { $0.map(\.id) }
    things = follows.filter { $0.kind != .candidacy }.map(\.id)
    decided = follows.filter { $0.kind == .candidacy }.map(\.id)
    instants = Array(Set(notices.flatMap(\.instants)))
  }

  /// Reads them; what is not known is not there.
  func read(in transaction: Transaction) async throws -> Facts {
    var facts = Facts()
    facts.told = told
    guard !ids.isEmpty || !instants.isEmpty else { return facts }
    let lookups = lookups
    let results = try await transaction.query(lookups.map(\.statement))
    for (lookup, rows) in zip(lookups, results) {
      for row in rows { try lookup.add(&facts, row) }
    }
    return facts
  }

  /// A statement, and what its rows teach.
  private typealias Lookup = (statement: Statement, add: (inout Facts, Row) throws -> Void)

  /// Only what leads to something that is asked for: a batch of one kind of event names few kinds of things.
  private var lookups: [Lookup] {
    var lookups: [Lookup] = []
    if asks(.member, .memberName, .reward) { lookups.append((members, { try $0.addMember($1) })) }
    if asks(.company) { lookups.append((companies, { try $0.addCompany($1) })) }
    if asks(.offer) { lookups.append((offers, { try $0.addOffer($1) })) }
    if asks(.candidate, .recommendation, .candidacy) { lookups.append((candidates, { try $0.addCandidate($1) })) }
    if asks(.recommendation, .attribution, .interview) || !decided.isEmpty {
      lookups.append((recommendations, { try $0.addRecommendation($1) }))
    }
    if asks(.candidacy) { lookups.append((candidacies, { try $0.addCandidacy($1) })) }
    if asks(.reward) { lookups.append((rewards, { try $0.addReward($1) })) }
    if asks(.charity) { lookups.append((charities, { try $0.addCharity($1) })) }
    if asks(.particulars) { lookups.append((particulars, { try $0.addParticulars($1) })) }
    if !instants.isEmpty { lookups.append((days, { try $0.addDay($1) })) }
    if !things.isEmpty || !decided.isEmpty {
      lookups.append((StepStatements.told(things, andOnThoseOf: decided), { try $0.addStep($1) }))
      lookups.append((StepStatements.waiting(things, andOnThoseOf: decided), { try $0.addWaiting($1) }))
    }
    return lookups
  }

  private func asks(_ kinds: FactKind...) -> Bool {
    kinds.contains { ids[$0] != nil }
  }

  private func ids(_ kinds: FactKind...) -> [UUID] {
    kinds.flatMap { ids[$0] ?? [] }
  }

  /// Members that are named, and those who donate a reward that is.
  private var members: Statement {
    """
    select member_id, locale, first_name, last_name, left_at is not null
    from notifications.members
    where member_id in (
      select unnest(\(ids(.member, .memberName)))
      union select member_id from notifications.rewards where reward_id = any(\(ids(.reward)))
    )
    """
  }

  private var companies: Statement {
    """
    select company_id, name, locale, contact_email is not null
    from notifications.companies
    where company_id = any(\(ids(.company))) and name is not null
    """
  }

  private var offers: Statement {
    """
    select offer_id, title
    from notifications.offers
    where offer_id = any(\(ids(.offer)))
    """
  }

  /// Candidates that are named, and those whom a recommendation or a candidacy is about.
  private var candidates: Statement {
    """
    select candidate_id, first_name, last_name, email, phone, linkedin_url, locale
    from notifications.candidates
    where candidate_id in (
      select unnest(\(ids(.candidate)))
      union select candidate_id from notifications.recommendations
      where recommendation_id = any(\(ids(.recommendation)))
      union select candidate_id from notifications.candidacies
      where candidacy_id = any(\(ids(.candidacy)))
    )
    """
  }

  private var recommendations: Statement {
    """
    select recommendation_id, candidate_id, message, registered_at
    from notifications.recommendations
    where recommendation_id in (
      select unnest(\(ids(.recommendation, .attribution, .interview)))
      union select recommendation_id from notifications.candidacies where candidacy_id = any(\(decided))
    )
    """
  }

  private var candidacies: Statement {
    """
    select candidacy_id, candidate_id, recommendation_id, summary
    from notifications.candidacies
    where candidacy_id = any(\(ids(.candidacy)))
    """
  }

  private var rewards: Statement {
    """
    select reward_id, member_id, in_member_name, donated_cents, matching_cents
    from notifications.rewards
    where reward_id = any(\(ids(.reward)))
    """
  }

  private var charities: Statement {
    """
    select charity_id, name, locale, contact_email is not null
    from notifications.charities
    where charity_id = any(\(ids(.charity)))
    """
  }

  private var particulars: Statement {
    """
    select hire.hire_id, hire.particulars, hire.particulars ->> 'hiredAt', (told.instant at time zone zone.time_zone)::date::text
    from notifications.hire_particulars as hire
    cross join lateral (select (hire.particulars ->> 'hiredAt')::timestamptz as instant) as told
    cross join lateral \(fragment: TimeZones(in: "notifications").inForce(at: "told.instant")) as zone
    where hire.hire_id = any(\(ids(.particulars)))
    """
  }

  /// The days of instants, each in the time zone that is in force then.
  private var days: Statement {
    """
    select told.instant, (told.instant at time zone zone.time_zone)::date::text
    from unnest(\(instants)) as told (instant)
    cross join lateral \(fragment: TimeZones(in: "notifications").inForce(at: "told.instant")) as zone
    """
  }
}

extension Facts {
  fileprivate mutating func addMember(_ row: Row) throws(PostgreSQLError) {
    let (id, language, first, last, hasLeft) = try row.decode((MemberID, Language?, String?, String?, Bool).self)
    var name: PersonName?
    if let first, let last { name = PersonName(first: first, last: last) }
    members[id] = Member(language: language, name: name, hasLeft: hasLeft)
  }

  fileprivate mutating func addCompany(_ row: Row) throws(PostgreSQLError) {
    let (id, name, language, isReachable) = try row.decode((CompanyID, String, Language, Bool).self)
    companies[id] = Company(name: name, language: language, isReachable: isReachable)
  }

  fileprivate mutating func addOffer(_ row: Row) throws(PostgreSQLError) {
    let (id, title) = try row.decode((OfferID, String).self)
    offers[id] = title
  }

  fileprivate mutating func addCandidate(_ row: Row) throws(PostgreSQLError) {
    let (id, first, last, email, phone, linkedInURL, language) = try row.decode(
      (CandidateID, String, String, String, String?, String?, Language).self)
    candidates[id] = Candidate(
      name: PersonName(first: first, last: last), email: email, phone: phone, linkedInURL: linkedInURL,
      language: language)
  }

  fileprivate mutating func addRecommendation(_ row: Row) throws(PostgreSQLError) {
    let (id, candidate, message, registeredAt) = try row.decode(
      (RecommendationID, CandidateID, String?, Timestamp?).self)
    recommendations[id] = Recommendation(candidateID: candidate, message: message, registeredAt: registeredAt)
  }

  fileprivate mutating func addCandidacy(_ row: Row) throws(PostgreSQLError) {
    let (id, candidate, recommendation, summary) = try row.decode(
      (CandidacyID, CandidateID, RecommendationID, String?).self)
    candidacies[id] = Candidacy(candidateID: candidate, of: recommendation, summary: summary)
  }

  fileprivate mutating func addReward(_ row: Row) throws(PostgreSQLError) {
    let (id, member, inMemberName, donated, matching) = try row.decode(
      (RewardID, MemberID, Bool, Cents?, Cents?).self)
    rewards[id] = Reward(memberID: member, inMemberName: inMemberName, donated: donated, matching: matching)
  }

  fileprivate mutating func addCharity(_ row: Row) throws(PostgreSQLError) {
    let (id, name, language, isReachable) = try row.decode((CharityID, String, Language, Bool).self)
    charities[id] = Charity(name: name, language: language, isReachable: isReachable)
  }

  fileprivate mutating func addParticulars(_ row: Row) throws(PostgreSQLError) {
    let (id, json, hiredAt, day) = try row.decode((HireID, PostgreSQLJSON, String, String).self)
    particulars[id] = json.bytes
    if let instant = Timestamp(hiredAt) { days[instant] = CalendarDay(day) }
  }

  fileprivate mutating func addDay(_ row: Row) throws(PostgreSQLError) {
    let (instant, day) = try row.decode((Timestamp, String).self)
    days[instant] = CalendarDay(day)
  }

  fileprivate mutating func addStep(_ row: Row) throws {
    let (step, thing) = try row.decode((String, UUID).self)
    if let kind = FactKind(rawValue: step) { told.insert(FactKey(kind, thing)) }
  }

  fileprivate mutating func addWaiting(_ row: Row) throws {
    let (topic, kind, thing, id, until) = try row.decode((String, String, UUID, NotificationID, Timestamp?).self)
    guard let kind = FactKind(rawValue: kind) else { return }
    waiting[TopicStep(topic: topic, step: FactKey(kind, thing))] = WaitingNotification(id: id, until: until)
  }
}
