import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// The statements about hires.
///
/// Rows are taken in the order of source system and application.
enum HireStatements {
  /// Takes hold of hires until commit; those that nobody heard of get a row.
  static func lock(_ hires: [HireKey: HireID]) -> Statement {
    let keys = Array(hires.keys)
    return """
      insert into recommendations.hires as known (hire_id, source_system, application_id)
      select hire_id, source_system, application_id
      from unnest(
        \(Array(hires.values)), \(keys.map(\.sourceSystem)), \(keys.map(\.applicationID))
      ) as report (hire_id, source_system, application_id)
      order by source_system, application_id
      on conflict (source_system, application_id) do update set source_system = excluded.source_system where false
      """
  }

  private static let columns: Statement = """
    hire_id, source_system, application_id, hired_at, withdrawn_at, offer_id, offer_reference, company_id,
    candidate_id, candidacy_id, identity_keys, recommendation_id, unattributed_reason, attributed_by_hand_because
    """

  /// The hires of these pairs, which `lock` holds.
  static func find(_ keys: [HireKey]) -> Statement {
    """
    select \(fragment: columns)
    from recommendations.hires
    join unnest(
      \(keys.map(\.sourceSystem)), \(keys.map(\.applicationID))
    ) as asked (source_system, application_id) using (source_system, application_id)
    """
  }

  /// The hires of these ids, and takes hold of them.
  static func lock(_ hires: [HireID]) -> Statement {
    """
    select \(fragment: columns)
    from recommendations.hires
    where hire_id = any(\(hires))
    order by source_system, application_id
    for update
    """
  }

  /// Decodes rows of `find` and `lock`.
  static func hires(_ rows: ResultSet) throws -> [HireKey: KnownHire] {
    var hires: [HireKey: KnownHire] = [:]
    for row in rows {
      let key = HireKey(
        sourceSystem: try row["source_system", as: String.self],
        applicationID: try row["application_id", as: String.self])
      let reason = try row["unattributed_reason", as: String?.self]
      hires[key] = KnownHire(
        hireID: try row["hire_id", as: HireID.self],
        force: HireIsInForce(
          hiredAt: try row["hired_at", as: Timestamp?.self],
          withdrawnAt: try row["withdrawn_at", as: Timestamp?.self]),
        particulars: try particulars(row),
        recommendationID: try row["recommendation_id", as: RecommendationID?.self],
        failure: reason.flatMap { HireMatchesRecommendation.Failure(rawValue: $0) },
        attributedByHandBecause: try row["attributed_by_hand_because", as: String?.self])
    }
    return hires
  }

  private static func particulars(_ row: Row) throws -> HireParticulars {
    HireParticulars(
      offerID: try row["offer_id", as: OfferID?.self],
      offerReference: try row["offer_reference", as: String?.self],
      companyID: try row["company_id", as: CompanyID?.self],
      candidateID: try row["candidate_id", as: CandidateID?.self],
      candidacyID: try row["candidacy_id", as: CandidacyID?.self],
      identityKeys: try row["identity_keys", as: [IdentityKey].self])
  }

  /// Writes hires down as they are now; their rows are held.
  static func update(_ hires: [KnownHire]) -> Statement {
    """
    update recommendations.hires hire
    set
      hired_at = news.hired_at,
      withdrawn_at = news.withdrawn_at,
      offer_id = news.offer_id,
      offer_reference = news.offer_reference,
      company_id = news.company_id,
      candidate_id = news.candidate_id,
      candidacy_id = news.candidacy_id,
      identity_keys = string_to_array(news.identity_keys, ' '),
      recommendation_id = news.recommendation_id,
      unattributed_reason = news.unattributed_reason,
      attributed_by_hand_because = news.attributed_by_hand_because
    from unnest(
      \(hires.map(\.hireID)), \(hires.map(\.force.hiredAt)), \(hires.map(\.force.withdrawnAt)),
      \(hires.map(\.particulars.offerID)), \(hires.map(\.particulars.offerReference)),
      \(hires.map(\.particulars.companyID)), \(hires.map(\.particulars.candidateID)),
      \(hires.map(\.particulars.candidacyID)), \(hires.map(\.particulars.identityKeys.joined)),
      \(hires.map(\.recommendationID)), \(hires.map(\.failure?.rawValue)), \(hires.map(\.attributedByHandBecause))
    ) as news (
      hire_id, hired_at, withdrawn_at, offer_id, offer_reference, company_id, candidate_id, candidacy_id,
      identity_keys, recommendation_id, unattributed_reason, attributed_by_hand_because
    )
    where hire.hire_id = news.hire_id
    """
  }

  /// The hires in force of these recommendations.
  static func inForce(of recommendations: [RecommendationID]) -> Statement {
    """
    select recommendation_id, hire_id
    from recommendations.hires
    where recommendation_id = any(\(recommendations)) and in_force
    """
  }

  /// Decodes rows of `inForce`.
  static func inForce(_ rows: ResultSet) throws -> [RecommendationID: Set<HireID>] {
    var hires: [RecommendationID: Set<HireID>] = [:]
    for (recommendation, hire) in try rows.decode((RecommendationID, HireID).self) {
      hires[recommendation, default: []].insert(hire)
    }
    return hires
  }
}
