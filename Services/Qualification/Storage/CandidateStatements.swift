import Messages
import PostgreSQLClient
import MessageHandling

/// The statements about the candidates to call.
enum CandidateStatements {
  /// Keeps what was said of candidates; the same recommendation again changes nothing.
  static func insert(_ candidates: [CandidateRegistered]) -> Statement {
    """
    insert into qualification.candidates (
      recommendation_id, candidate_id, first_name, last_name, email, phone, linkedin_url, message, language
    )
    select * from unnest(
      \(candidates.map(\.recommendationId)), \(candidates.map(\.candidateId)), \(candidates.map(\.firstName)),
      \(candidates.map(\.lastName)), \(candidates.map(\.email)), \(candidates.map(\.phone)),
      \(candidates.map(\.linkedinUrl)), \(candidates.map(\.message)), \(candidates.map(\.language))
    ) as candidate (
      recommendation_id, candidate_id, first_name, last_name, email, phone, linkedin_url, message, language
    )
    order by recommendation_id
    on conflict (recommendation_id) do nothing
    """
  }
}
