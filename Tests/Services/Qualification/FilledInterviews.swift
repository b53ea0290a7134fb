import PostgreSQLClient
import ServiceTesting
import Vocabulary

/// Interviews as many years leave them: nearly all decided, few to hold, few called off.
enum FilledInterviews {
  /// Fills the tables, and tells the planner.
  static func fill(_ database: ServiceDatabase) async throws {
    _ = try await database.query(
      """
      insert into qualification.interviews (
        recommendation_id, offer_id, company_id, member_id, candidate_id, requested_at, outcome, candidate_informed,
        reason, interviewed_at, decided_at, candidacy_id, revision, cancelled_because
      )
      select
        gen_random_uuid(), ('00000000-0000-7000-8000-' || lpad((n / 40)::text, 12, '0'))::uuid, ('00000000-0000-7000-8000-' || lpad((n / 400)::text, 12, '0'))::uuid, gen_random_uuid(),
        gen_random_uuid(), timestamptz '2026-01-01' + n * interval '1 minute',
        case when n % 997 < 2 then null when n % 3 = 0 then 'rejected' else 'qualified' end,
        case when n % 997 < 2 then null else true end,
        case when n % 997 >= 2 and n % 3 = 0 then 'no' end,
        case when n % 997 >= 2 then timestamptz '2026-01-02' + n * interval '1 minute' end,
        case when n % 997 >= 2 then timestamptz '2026-01-02' + n * interval '1 minute' end,
        case when n % 997 >= 2 and n % 3 > 0 then gen_random_uuid() end,
        case when n % 997 < 2 then 0 else 1 end,
        case when n % 997 = 1 then 'withdrawn' end
      from generate_series(1, 40000) as n
      """)
    _ = try await database.query(
      """
      insert into qualification.candidacies (candidacy_id, recommendation_id, offer_id, company_id, transmitted_at)
      select candidacy_id, recommendation_id, offer_id, company_id, decided_at
      from qualification.interviews where candidacy_id is not null
      on conflict (candidacy_id) do nothing
      """)
    for table in ["interviews", "candidacies"] as [SQLIdentifier] {
      _ = try await database.query("analyze qualification.\(identifier: table)")
    }
  }

  /// An offer and a company that have some of them.
  static let offer = OfferID("00000000-0000-7000-8000-000000000007")!
  static let company = CompanyID("00000000-0000-7000-8000-000000000007")!
}
