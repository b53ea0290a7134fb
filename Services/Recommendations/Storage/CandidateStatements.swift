import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// The statements about candidates and their keys.
enum CandidateStatements {
  /// Takes hold of keys until commit, known and unknown ones alike, in their order, so that nobody waits in a circle.
  ///
  /// `do update … where false` locks a row that is there and writes nothing. A row that is not there is made, so that
  /// another process with the same key waits; `release` takes it away unless a candidate got it.
  static func lockKeys(_ keys: Set<IdentityKey>) -> Statement {
    """
    insert into recommendations.candidate_keys (identity_key)
    select identity_key
    from unnest(\(Array(keys))) as given (identity_key)
    order by identity_key
    on conflict (identity_key) do update set identity_key = excluded.identity_key where false
    """
  }

  /// The candidates of keys, and takes hold of them until commit: each of a candidate's keys leads to one attribution.
  static func lockCandidates(of keys: Set<IdentityKey>) -> Statement {
    """
    select \(fragment: columns)
    from recommendations.candidates
    where candidate_id in (
      select candidate_id from recommendations.candidate_keys where identity_key = any(\(Array(keys)))
    )
    order by candidate_id
    for update
    """
  }

  /// The candidates of these ids, and takes hold of them until commit.
  static func lock(_ candidates: [CandidateID]) -> Statement {
    """
    select \(fragment: columns)
    from recommendations.candidates
    where candidate_id = any(\(candidates))
    order by candidate_id
    for update
    """
  }

  private static let columns: Statement = """
    candidate_id, member_id, attributed_at, expires_at, policy_version, released_at is not null
    """

  /// Decodes rows of `lockCandidates` and `lock`.
  static func attributions(_ rows: ResultSet) throws -> [CandidateID: Attribution] {
    let rows = try rows.decode((CandidateID, MemberID, Timestamp, Timestamp?, Int, Bool).self)
    let attributions = rows.map {
      ($0, Attribution(memberID: $1, attributedAt: $2, expiresAt: $3, policyVersion: $4, isReleased: $5))
    }
    return Dictionary(attributions) { first, _ in first }
  }

  /// Whose keys these are.
  static func owners(of keys: Set<IdentityKey>) -> Statement {
    """
    select identity_key, candidate_id
    from recommendations.candidate_keys
    join recommendations.candidates using (candidate_id)
    where identity_key = any(\(Array(keys)))
    """
  }

  /// Decodes rows of `owners`.
  static func owners(_ rows: ResultSet) throws -> [IdentityKey: CandidateID] {
    Dictionary(try rows.decode((IdentityKey, CandidateID).self).map { ($0, $1) }) { first, _ in first }
  }

  /// Keeps attributions: of new candidates, and of those whose former attribution ended or was lifted.
  static func attribute(_ attributions: [CandidateID: Attribution]) -> Statement {
    let candidates = attributions.map { $0 }
    return """
      insert into recommendations.candidates (candidate_id, member_id, attributed_at, expires_at, policy_version)
      select candidate_id, member_id, attributed_at, expires_at, policy_version
      from unnest(
        \(candidates.map(\.key)), \(candidates.map(\.value.memberID)), \(candidates.map(\.value.attributedAt)),
        \(candidates.map(\.value.expiresAt)), \(candidates.map(\.value.policyVersion))
      ) as attribution (candidate_id, member_id, attributed_at, expires_at, policy_version)
      order by candidate_id
      on conflict (candidate_id) do update set
        member_id = excluded.member_id,
        attributed_at = excluded.attributed_at,
        expires_at = excluded.expires_at,
        policy_version = excluded.policy_version,
        released_at = null
      """
  }

  /// Has candidates belong to nobody any more, whom `lock` holds (R9).
  static func release(_ candidates: [CandidateID], at now: Timestamp) -> Statement {
    """
    update recommendations.candidates
    set released_at = \(now)
    where candidate_id = any(\(candidates))
    """
  }

  /// Gives keys that were taken hold of to their candidates.
  static func assign(_ keys: [IdentityKey: CandidateID]) -> Statement {
    """
    update recommendations.candidate_keys known
    set candidate_id = assigned.candidate_id
    from unnest(\(Array(keys.keys)), \(Array(keys.values))) as assigned (identity_key, candidate_id)
    where known.identity_key = assigned.identity_key
    """
  }

  /// Takes away the keys of refused recommendations, which leave nothing behind.
  static func release(_ keys: [IdentityKey]) -> Statement {
    "delete from recommendations.candidate_keys where identity_key = any(\(keys))"
  }

  /// Which of these ids are candidates.
  static func known(_ candidates: [CandidateID]) -> Statement {
    "select candidate_id from recommendations.candidates where candidate_id = any(\(candidates))"
  }
}
