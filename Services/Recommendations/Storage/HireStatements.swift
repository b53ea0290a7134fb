import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// The statements about hires.
///
/// Rows are taken in the order of source system and application.
enum HireStatements {
  /// Takes hold of hires until commit; those that nobody heard of get a row.
  static func lock(_ hires: [HireKey: HireID], heardAt: Timestamp) -> Statement {
    let keys = Array(hires.keys)
    return """
      insert into recommendations.hires as known (hire_id, source_system, application_id, heard_at)
      select hire_id, source_system, application_id, \(heardAt)
      from unnest(
        \(Array(hires.values)), \(keys.map(\.sourceSystem)), \(keys.map(\.applicationID))
      ) as report (hire_id, source_system, application_id)
      order by source_system, application_id
      on conflict (source_system, application_id) do update set source_system = excluded.source_system where false
      """
  }

  private static let columns: Statement = """
    hire_id, source_system, application_id, coalesce(reported_as_of, hired_at) as reported_as_of, hired_at, starts_at,
    coalesce(withdrawn_as_of, withdrawn_at) as withdrawn_as_of, withdrawn_at, offer_id, offer_reference, company_id,
    candidate_id, candidacy_id, identity_keys, recommendation_id, unattributed_reason, attributed_by_hand_because, revision
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

  /// Takes hold of hires until commit, each as of when it is heard of, and reads them.
  static func held(
    _ heard: [(key: HireKey, at: Timestamp)], in transaction: Transaction
  ) async throws -> [HireKey: KnownHire] {
    guard let heardAt = heard.first?.at else { return [:] }
    let keys = Dictionary(heard.map { ($0.key, HireID.make()) }) { first, _ in first }
    let rows = try await transaction.query([lock(keys, heardAt: heardAt), find(Array(keys.keys))])
    return try hires(rows[1])
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
        force: try force(row),
        particulars: try particulars(row),
        recommendationID: try row["recommendation_id", as: RecommendationID?.self],
        failure: reason.flatMap { HireMatchesRecommendation.Failure(rawValue: $0) },
        attributedByHandBecause: try row["attributed_by_hand_because", as: String?.self],
        revision: try row["revision", as: Int.self])
    }
    return hires
  }

  private static func force(_ row: Row) throws -> HireIsInForce {
    var force = HireIsInForce()
    if let asOf = try row["reported_as_of", as: Timestamp?.self] {
      force.take(
        HireIsInForce.Report(
          asOf: asOf, hiredAt: try row["hired_at", as: Timestamp.self],
          startsAt: try row["starts_at", as: Timestamp?.self]))
    }
    if let asOf = try row["withdrawn_as_of", as: Timestamp?.self] {
      force.take(HireIsInForce.Withdrawal(asOf: asOf, withdrawnAt: try row["withdrawn_at", as: Timestamp.self]))
    }
    return force
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

  /// Writes hires down as they are now, each with the member whose candidate was hired; their rows are held.
  static func update(_ hires: [(hire: KnownHire, memberID: MemberID?)]) -> Statement {
    let (members, hires) = (hires.map(\.memberID), hires.map(\.hire))
    let (reports, withdrawals) = (hires.map(\.force.report), hires.map(\.force.withdrawal))
    let particulars = hires.map(\.particulars)
    return """
      update recommendations.hires hire
      set
        reported_as_of = news.reported_as_of,
        hired_at = news.hired_at,
        starts_at = news.starts_at,
        withdrawn_as_of = news.withdrawn_as_of,
        withdrawn_at = news.withdrawn_at,
        offer_id = news.offer_id,
        offer_reference = news.offer_reference,
        company_id = news.company_id,
        candidate_id = news.candidate_id,
        candidacy_id = news.candidacy_id,
        identity_keys = string_to_array(news.identity_keys, ' '),
        recommendation_id = news.recommendation_id,
        member_id = news.member_id,
        unattributed_reason = news.unattributed_reason,
        attributed_by_hand_because = news.attributed_by_hand_because,
        revision = news.revision
      from unnest(
        \(hires.map(\.hireID)), \(reports.map { $0?.asOf }), \(reports.map { $0?.hiredAt }),
        \(reports.map { $0?.startsAt }), \(withdrawals.map { $0?.asOf }), \(withdrawals.map { $0?.withdrawnAt }),
        \(particulars.map(\.offerID)), \(particulars.map(\.offerReference)), \(particulars.map(\.companyID)),
        \(particulars.map(\.candidateID)), \(particulars.map(\.candidacyID)),
        \(particulars.map(\.identityKeys.joined)), \(hires.map(\.recommendationID)), \(members),
        \(hires.map(\.failure?.rawValue)), \(hires.map(\.attributedByHandBecause)), \(hires.map(\.revision))
      ) as news (
        hire_id, reported_as_of, hired_at, starts_at, withdrawn_as_of, withdrawn_at, offer_id, offer_reference,
        company_id, candidate_id, candidacy_id, identity_keys, recommendation_id, member_id, unattributed_reason,
        attributed_by_hand_because, revision
      )
      where hire.hire_id = news.hire_id
      """
  }

  /// The hires in force of these recommendations.
  static func inForce(of recommendations: [RecommendationID]) -> Statement {
    """
    select recommendation_id, hire_id
    from recommendations.hires
    where recommendation_id = any(\(recommendations)) and holds
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
