import Messages
import PostgreSQLClient
import Vocabulary

/// The statements on candidates, recommendations and candidacies.
enum CandidateStatements {
  /// Keeps candidates' details, as the latest recommendation gives them.
  static func keepCandidates(_ events: [CandidateRegistered]) -> Statement {
    """
    insert into notifications.candidates (
      candidate_id, first_name, last_name, email, phone, linkedin_url, locale
    )
    select distinct on (candidate_id) candidate_id, first_name, last_name, email, phone, linkedin_url, locale
    from unnest(
      \(events.map(\.candidateId)), \(events.map(\.firstName)), \(events.map(\.lastName)),
      \(events.map(\.email.rawValue)), \(events.map(\.phone)), \(events.map(\.linkedinUrl)),
      \(events.map { $0.language ?? .french })
    ) with ordinality as candidate (candidate_id, first_name, last_name, email, phone, linkedin_url, locale, place)
    order by candidate_id, place desc
    on conflict (candidate_id) do update
    set first_name = excluded.first_name, last_name = excluded.last_name, email = excluded.email,
      phone = excluded.phone, linkedin_url = excluded.linkedin_url, locale = excluded.locale
    """
  }

  /// Keeps whom recommendations are about, and what the members say of them.
  static func keepRegistrations(_ registrations: [(event: CandidateRegistered, at: Timestamp)]) -> Statement {
    """
    insert into notifications.recommendations (recommendation_id, candidate_id, message, registered_at)
    select distinct on (recommendation_id) recommendation_id, candidate_id, message, registered_at
    from unnest(
      \(registrations.map(\.event.recommendationId)), \(registrations.map(\.event.candidateId)),
      \(registrations.map(\.event.message)), \(registrations.map(\.at))
    ) as recommendation (recommendation_id, candidate_id, message, registered_at)
    order by recommendation_id
    on conflict (recommendation_id) do update
    set candidate_id = excluded.candidate_id, message = excluded.message
    """
  }

  /// Keeps which recommendations candidacies stand for.
  static func keepCandidacies(_ events: [CandidacyDescribed]) -> Statement {
    """
    insert into notifications.candidacies (candidacy_id, recommendation_id, candidate_id, summary)
    select distinct on (candidacy_id) candidacy_id, recommendation_id, candidate_id, summary
    from unnest(
      \(events.map(\.candidacyId)), \(events.map(\.recommendationId)), \(events.map(\.candidateId)),
      \(events.map(\.summary))
    ) as candidacy (candidacy_id, recommendation_id, candidate_id, summary)
    order by candidacy_id
    on conflict (candidacy_id) do update
    set recommendation_id = excluded.recommendation_id, candidate_id = excluded.candidate_id,
      summary = excluded.summary
    """
  }
}
