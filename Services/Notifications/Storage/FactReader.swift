import FoundationEssentials
import NotificationsDomain
import PostgreSQLClient
import Vocabulary

/// Reads what is known of things, in one round trip.
struct FactReader {
  private let ids: [FactKind: [UUID]]

  /// A reader of the things that notifications name, and of what these lead to.
  init(_ keys: some Sequence<FactKey>) {
    ids = Dictionary(grouping: Set(keys), by: \.kind).mapValues { $0.map(\.id) }
  }

  /// Reads them; what is not known is not there.
  func read(in transaction: Transaction) async throws -> Facts {
    guard !ids.isEmpty else { return Facts() }
    let results = try await transaction.query([
      members, companies, offers, candidates, recommendations, candidacies, rewards,
    ])
    var facts = Facts()
    try results[0].forEach { try facts.addMember($0) }
    try results[1].forEach { try facts.addCompany($0) }
    try results[2].forEach { try facts.addOffer($0) }
    try results[3].forEach { try facts.addCandidate($0) }
    try results[4].forEach { try facts.addRecommendation($0) }
    try results[5].forEach { try facts.addCandidacy($0) }
    try results[6].forEach { try facts.addReward($0) }
    return facts
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
    select company_id, name, locale
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
    select recommendation_id, candidate_id, message
    from notifications.recommendations
    where recommendation_id = any(\(ids(.recommendation)))
    """
  }

  private var candidacies: Statement {
    """
    select candidacy_id, candidate_id, summary
    from notifications.candidacies
    where candidacy_id = any(\(ids(.candidacy)))
    """
  }

  private var rewards: Statement {
    """
    select reward_id, member_id, in_member_name
    from notifications.rewards
    where reward_id = any(\(ids(.reward)))
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
    let (id, name, language) = try row.decode((CompanyID, String, Language).self)
    companies[id] = Company(name: name, language: language)
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
    let (id, candidate, message) = try row.decode((RecommendationID, CandidateID, String?).self)
    recommendations[id] = Recommendation(candidateID: candidate, message: message)
  }

  fileprivate mutating func addCandidacy(_ row: Row) throws(PostgreSQLError) {
    let (id, candidate, summary) = try row.decode((CandidacyID, CandidateID, String?).self)
    candidacies[id] = Candidacy(candidateID: candidate, summary: summary)
  }

  fileprivate mutating func addReward(_ row: Row) throws(PostgreSQLError) {
    let (id, member, inMemberName) = try row.decode((RewardID, MemberID, Bool).self)
    rewards[id] = Reward(memberID: member, inMemberName: inMemberName)
  }
}
