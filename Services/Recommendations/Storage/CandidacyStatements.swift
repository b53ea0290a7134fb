import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// The statements about candidacies: companies' names for candidates.
///
/// Two events tell of each, either first.
enum CandidacyStatements {
  /// Keeps whom candidacies stand for.
  static func open(_ candidacies: [CandidacyOpened]) -> [Statement] {
    [
      """
      insert into recommendations.candidacies (candidacy_id, recommendation_id, candidate_id)
      select distinct on (candidacy_id) candidacy_id, recommendation_id, candidate_id
      from unnest(
        \(candidacies.map(\.candidacyId)), \(candidacies.map(\.recommendationId)), \(candidacies.map(\.candidateId))
      ) as opening (candidacy_id, recommendation_id, candidate_id)
      order by candidacy_id
      on conflict (candidacy_id) do update set
        recommendation_id = excluded.recommendation_id,
        candidate_id = excluded.candidate_id
      """
    ] + reachTransmitted(candidacies.map(\.candidacyId))
  }

  /// Keeps when candidacies reached the company.
  static func transmit(_ instants: [CandidacyID: Timestamp]) -> [Statement] {
    [
      """
      insert into recommendations.candidacies as known (candidacy_id, transmitted_at)
      select candidacy_id, transmitted_at
      from unnest(
        \(Array(instants.keys)), \(Array(instants.values))
      ) as transmission (candidacy_id, transmitted_at)
      order by candidacy_id
      on conflict (candidacy_id) do update set transmitted_at = excluded.transmitted_at
      where known.transmitted_at is null
      """
    ] + reachTransmitted(Array(instants.keys))
  }

  /// Whichever event came second says that the recommendation reached the company.
  private static func reachTransmitted(_ candidacies: [CandidacyID]) -> [Statement] {
    let transmitted: Statement = """
      from recommendations.candidacies
      where candidacy_id = any(\(candidacies)) and recommendation_id is not null and transmitted_at is not null
      """
    return [
      """
      select recommendation_id
      from recommendations.recommendations
      where recommendation_id in (select recommendation_id \(fragment: transmitted))
      order by recommendation_id
      for update
      """,
      RecommendationStatements.reach(
        """
        select recommendation_id, 'transmitted' as state, transmitted_at as at, null::integer as revision
        \(fragment: transmitted)
        """),
    ]
  }

  /// Whom these candidacies stand for.
  static func candidates(of candidacies: [CandidacyID]) -> Statement {
    """
    select candidacy_id, candidate_id
    from recommendations.candidacies
    where candidacy_id = any(\(candidacies)) and candidate_id is not null
    """
  }

  /// Decodes rows of `candidates`.
  static func candidates(_ rows: ResultSet) throws -> [CandidacyID: CandidateID] {
    Dictionary(try rows.decode((CandidacyID, CandidateID).self).map { ($0, $1) }) { first, _ in first }
  }
}
