import PostgreSQLClient
import ServiceTesting

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
        gen_random_uuid(), md5('offer ' || n / 40)::uuid, md5('company ' || n / 400)::uuid, gen_random_uuid(),
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

  /// Pages of lists as their plans.
  static func questions(_ database: ServiceDatabase) async throws -> [Statement] {
    let interviews: Statement = """
      explain select interview.recommendation_id
      from unnest(array[51]) as q (page_size)
      cross join lateral (
        select interview.recommendation_id from qualification.interviews interview where
      """
    let order: Statement = "order by interview.requested_at desc, interview.recommendation_id desc limit q.page_size"
    let conditions: [Statement] = [
      "true", "interview.outcome is null and interview.cancelled_because is null",
      "interview.outcome is null and interview.cancelled_because is not null",
      "interview.offer_id = md5('offer 7')::uuid",
    ]
    let candidacies: Statement = """
      explain select candidacy_id from qualification.candidacies
      where company_id = md5('company 7')::uuid
      order by transmitted_at desc, candidacy_id desc limit 51
      """
    return conditions.map { "\(fragment: interviews) \(fragment: $0) \(fragment: order)) interview" } + [candidacies]
  }
}
