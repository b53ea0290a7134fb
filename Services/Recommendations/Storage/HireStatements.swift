import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// The statements about hires.
///
/// Rows are taken in the order of source system and application.
enum HireStatements {
  private static let columns: Statement = """
    hire_id, source_system, application_id, coalesce(reported_as_of, hired_at) as reported_as_of, hired_at, starts_at,
    coalesce(withdrawn_as_of, withdrawn_at) as withdrawn_as_of, withdrawn_at, offer_id, offer_reference, company_id,
    candidate_id, candidacy_id, identity_keys, recommendation_id, unattributed_reason, attributed_by_hand_because, revision
    """

  /// The hires of these pairs that somebody heard of, and takes hold of them until commit.
  ///
  /// Each is looked up by itself: a join, planned while the table is young, would read all of it in the order of the pairs.
  static func lock(_ keys: [HireKey]) -> Statement {
    """
    select \(fragment: columns)
    from recommendations.hires
    where hire_id = any(array(
      select (
        select known.hire_id
        from recommendations.hires known
        where known.source_system = asked.source_system and known.application_id = asked.application_id
      )
      from unnest(
        \(keys.map(\.sourceSystem)), \(keys.map(\.applicationID))
      ) as asked (source_system, application_id)
    ))
    order by source_system, application_id
    for update
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

  /// Decodes rows of both.
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

  /// Writes down hires that nobody heard of before, as they are now, each with the member whose candidate was hired.
  ///
  /// Where another transaction heard of one at the same time, and was first, this breaks the unique key, and is tried again.
  static func insert(_ hires: [(key: HireKey, hire: KnownHire, memberID: MemberID?)], heardAt: Timestamp) -> Statement {
    """
    insert into recommendations.hires (
      \(fragment: written), source_system, application_id, heard_at
    )
    select
      \(fragment: writtenNews), source_system, application_id, \(heardAt)
    from unnest(
      \(fragment: news(hires.map { ($0.hire, $0.memberID) })),
      \(hires.map(\.key.sourceSystem)), \(hires.map(\.key.applicationID))
    ) as news (\(fragment: written), source_system, application_id)
    order by source_system, application_id
    """
  }

  /// Writes hires down as they are now, each with the member whose candidate was hired; their rows are held.
  static func update(_ hires: [(hire: KnownHire, memberID: MemberID?)]) -> Statement {
    """
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
      \(fragment: news(hires))
    ) as news (\(fragment: written))
    where hire.hire_id = news.hire_id
    """
  }

  /// What a hire is written down with.
  private static let written: Statement = """
    hire_id, reported_as_of, hired_at, starts_at, withdrawn_as_of, withdrawn_at, offer_id, offer_reference, company_id,
    candidate_id, candidacy_id, identity_keys, recommendation_id, member_id, unattributed_reason,
    attributed_by_hand_because, revision
    """

  /// The same as columns take it: of keys there are several.
  private static let writtenNews: Statement = """
    hire_id, reported_as_of, hired_at, starts_at, withdrawn_as_of, withdrawn_at, offer_id, offer_reference, company_id,
    candidate_id, candidacy_id, string_to_array(identity_keys, ' '), recommendation_id, member_id, unattributed_reason,
    attributed_by_hand_because, revision
    """

  /// The columns of `written`, as lists.
  private static func news(_ hires: [(hire: KnownHire, memberID: MemberID?)]) -> Statement {
    let (members, hires) = (hires.map(\.memberID), hires.map(\.hire))
    let (reports, withdrawals) = (hires.map(\.force.report), hires.map(\.force.withdrawal))
    let particulars = hires.map(\.particulars)
    return """
      \(hires.map(\.hireID)), \(reports.map { $0?.asOf }), \(reports.map { $0?.hiredAt }),
      \(reports.map { $0?.startsAt }), \(withdrawals.map { $0?.asOf }), \(withdrawals.map { $0?.withdrawnAt }),
      \(particulars.map(\.offerID)), \(particulars.map(\.offerReference)), \(particulars.map(\.companyID)),
      \(particulars.map(\.candidateID)), \(particulars.map(\.candidacyID)),
      \(particulars.map(\.identityKeys.joined)), \(hires.map(\.recommendationID)), \(members),
      \(hires.map(\.failure?.rawValue)), \(hires.map(\.attributedByHandBecause)), \(hires.map(\.revision))
      """
  }

  /// The hires in force of recommendations, whose ids a query gives.
  static func inForce(of recommendations: Statement) -> Statement {
    """
    select recommendation_id, hire_id
    from recommendations.hires
    where recommendation_id = any(array(\(fragment: recommendations))) and holds
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
