import Identity
import Messages
import PostgreSQLClient
import RecommendationsService
import MessageHandling
import ServiceTesting
import Testing
import Vocabulary

/// Members and offers that this service has heard of, and what they may ask of it.
struct Community: Sendable {
  let database: ServiceDatabase
  /// What the process at hand knows people by.
  var secrets = IdentitySecrets([[UInt8](repeating: 7, count: 32)])!

  var recommend: RecommendCandidateHandler { RecommendCandidateHandler(identitySecrets: secrets) }
  var reportHire: HireReportedHandler { HireReportedHandler(identitySecrets: secrets) }

  /// Runs a body in a database of its own.
  static func with(_ body: (Community) async throws -> Void) async throws {
    try await ServiceDatabase.with(RecommendationsService.definition) { try await body(Community(database: $0)) }
  }

  /// A member who joined.
  func member(
    sponsor: MemberID? = nil, employer: Employer? = nil, keys: [IdentityKey] = [], charter: String = "1"
  ) async throws -> MemberID {
    let id = MemberID.make()
    let joined = MemberJoined(
      memberId: id, sponsorId: sponsor, sectors: [try #require(SectorCode("J"))], zones: [try #require(ZoneCode("FR"))],
      employer: employer, charterVersion: charter, identityKeys: keys, locale: .french)
    _ = try await database.handle(MemberJoinedHandler(), [joined])
    return id
  }

  /// A published offer.
  func offer(zone: String = "FR-75", reference: String? = nil, company: CompanyID = .make()) async throws -> OfferID {
    let id = OfferID.make()
    let published = OfferPublished(
      offerId: id, companyId: company, title: "Engineer", sector: try #require(SectorCode("J62")),
      zone: try #require(ZoneCode(zone)), externalReference: reference, publishedAt: .now, paidWith: .contract)
    _ = try await database.handle(OfferPublishedHandler(), [published])
    return id
  }

  /// A recommendation.
  func recommendation(
    by member: MemberID, for offer: OfferID, email: String, phone: String? = nil, linkedin: String? = nil,
    employer: Employer? = nil, id: RecommendationID? = nil
  ) throws -> RecommendCandidate {
    RecommendCandidate(
      recommendationId: id, offerId: offer, memberId: member,
      candidate: CandidateDetails(
        firstName: "Camille", lastName: "Martin", email: try #require(EmailAddress(email)), phone: phone,
        linkedinUrl: linkedin, currentEmployer: employer))
  }

  /// Recommends, and fails the test unless the candidate is attributed.
  @discardableResult
  func attribute(
    by member: MemberID, for offer: OfferID, email: String, phone: String? = nil, employer: Employer? = nil,
    at now: Timestamp = .now
  ) async throws -> RecommendCandidate.Result {
    let command = try recommendation(by: member, for: offer, email: email, phone: phone, employer: employer)
    return try await database.handle(recommend, [command], at: now).decisions[0].get()
  }

  /// How far a recommendation came.
  func progress(of id: RecommendationID) async throws -> GetRecommendation.Result {
    try await database.handle(GetRecommendationHandler(), [GetRecommendation(recommendationId: id)])
      .decisions[0].get()
  }

  /// How many rows a table has.
  func count(_ table: Table) async throws -> Int {
    try await database.query("select count(*) from recommendations.\(identifier: table.name)")[0].decode(Int.self)
  }

  /// What a recommendation leaves behind.
  enum Table: CaseIterable {
    case candidates, keys, recommendations, history

    var name: SQLIdentifier {
      switch self {
      case .candidates: "candidates"
      case .keys: "candidate_keys"
      case .recommendations: "recommendations"
      case .history: "recommendation_history"
      }
    }
  }
}
