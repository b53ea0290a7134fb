import Foundation
import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import RecommendationsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("Hires in lists")
struct ListHiresTests {
  private let lister = ListHandler(HireList())

  @Test("A1: a hire is listed as it was reported and with what it belongs to, heard of last first")
  func items() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let company = CompanyID.make()
      let offer = try await community.offer(reference: "REF-7", company: company)
      let known = try await community.attribute(by: member, for: offer, email: "a@example.org")
      let now = Timestamp.now
      let report = HireReported(
        applicationId: "1", sourceSystem: "ats", offerReference: "REF-7", companyId: company,
        candidate: HiredCandidate(email: EmailAddress("a@example.org")), hiredAt: now)
      let stranger = HireReported(
        applicationId: "2", sourceSystem: "hris", offerId: offer,
        candidate: HiredCandidate(email: EmailAddress("b@example.org")), hiredAt: now)
      let first = try await community.database.handle(community.reportHire, [report], at: now)
      let second = try await community.database.handle(
        community.reportHire, [stranger], at: now.adding(seconds: 1))
      let withdrawal = HireWithdrawalReported(
        applicationId: "2", sourceSystem: "hris", withdrawnAt: now.adding(seconds: 2))
      _ = try await community.database.handle(HireWithdrawnHandler(), [withdrawal], at: now.adding(seconds: 2))
      let listed = try await ask(community, ListHires())
      #expect(
        listed.items == [
          ListedHire(
            hireId: try second.decisions[0].get().hireId, sourceSystem: "hris", applicationId: "2", offerId: offer,
            outcome: .unattributed, reason: .candidateUnknown, hiredAt: now, withdrawnAt: withdrawal.withdrawnAt,
            inForce: false),
          ListedHire(
            hireId: try first.decisions[0].get().hireId, sourceSystem: "ats", applicationId: "1", offerId: offer,
            offerReference: "REF-7", companyId: company, outcome: .attributed, hiredAt: now, inForce: true,
            recommendationId: known.recommendationId),
        ])
      #expect(try await ask(community, ListHires(memberId: member)).items.map(\.applicationId) == ["1"])
      #expect(try await ask(community, ListHires(inForce: true)).items.map(\.applicationId) == ["1"])
      #expect(try await ask(community, ListHires(inForce: false)).items.map(\.applicationId) == ["2"])
    }
  }

  @Test("A1: each filter and each two of them is answered page by page, whole and in order, by an index")
  func filters() async throws {
    try await Community.with { community in
      try await fill(community)
      let member = try #require(MemberID("00000000-0000-7000-8000-00000000000b"))
      let rare = UnattributedReason.detached
      let questions: [(ListHires, Statement)] = [
        (ListHires(), "true"),
        (ListHires(outcome: .attributed), "recommendation_id is not null"),
        (ListHires(outcome: .unattributed), "recommendation_id is null"),
        (ListHires(reason: rare), "unattributed_reason = 'detached'"),
        (ListHires(reason: .offerUnknown), "unattributed_reason = 'offer-unknown'"),
        (ListHires(sourceSystem: "rare"), "source_system = 'rare'"),
        (ListHires(sourceSystem: "ats"), "source_system = 'ats'"),
        (ListHires(memberId: member), "member_id = \(member)"),
        (ListHires(outcome: .unattributed, reason: rare), "unattributed_reason = 'detached'"),
        (ListHires(outcome: .attributed, reason: rare), "false"),
        (
          ListHires(outcome: .attributed, sourceSystem: "rare"),
          "recommendation_id is not null and source_system = 'rare'"
        ),
        (
          ListHires(outcome: .unattributed, sourceSystem: "rare"),
          "recommendation_id is null and source_system = 'rare'"
        ),
        (ListHires(reason: rare, sourceSystem: "ats"), "unattributed_reason = 'detached' and source_system = 'ats'"),
        (ListHires(outcome: .attributed, memberId: member), "member_id = \(member)"),
        (ListHires(inForce: true), "holds"),
        (ListHires(inForce: false), "not holds"),
        (ListHires(outcome: .unattributed, inForce: true), "recommendation_id is null and holds"),
        (ListHires(outcome: .attributed, inForce: true), "recommendation_id is not null and holds"),
        (ListHires(reason: rare, inForce: true), "unattributed_reason = 'detached' and holds"),
        (ListHires(sourceSystem: "ats", memberId: member), "source_system = 'ats' and member_id = \(member)"),
      ]
      for (question, condition) in questions {
        let rows = try await community.database.query(
          """
          select hire_id from recommendations.hires where \(fragment: condition)
          order by heard_at desc, hire_id desc limit 20
          """)
        #expect(try await walk(community, question, upTo: 20) == (try rows.decode(HireID.self)), "\(question)")
      }
    }
  }

  /// The first hires of a list, in pages of seven; no page reads much more than it shows.
  private func walk(_ community: Community, _ question: ListHires, upTo count: Int) async throws -> [HireID] {
    var question = question
    question.pageSize = 7
    var found: [HireID] = []
    while found.count < count {
      let page = try await ask(community, question)
      found += page.items.map(\.hireId)
      let effort = try await effort(community, question)
      #expect(effort.scanned == 0 && effort.fetched <= 60, "\(question): \(effort)")
      guard let next = page.nextPageToken else { break }
      question.pageToken = next
    }
    return Array(found.prefix(count))
  }

  private func ask(_ community: Community, _ question: ListHires) async throws -> Page<ListedHire> {
    try await community.database.handle(lister, [question]).decisions[0].get()
  }

  /// How many hires a page reads one after the other, and how many by an index, as the database counts them.
  private func effort(_ community: Community, _ question: ListHires) async throws -> RowsRead {
    try await RowsRead.of(question, by: lister, in: "hires", on: community.database)
  }

  /// 20,000 hires: three in ten are somebody's, few were detached, few come from one system.
  private func fill(_ community: Community) async throws {
    let statements: [Statement] = [
      """
      insert into recommendations.candidates (candidate_id, member_id, attributed_at, policy_version)
      select
        ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid,
        ('00000000-0000-7000-8000-' || lpad(to_hex(n % 1000), 12, '0'))::uuid, '2026-01-01', 1
      from generate_series(1, 2000) n
      """,
      """
      insert into recommendations.recommendations (
        recommendation_id, offer_id, company_id, member_id, candidate_id, attributed_at, quote_level, quote_cents,
        quote_policy_version, conflict_of_interest
      )
      select
        ('00000000-0000-7000-a000-' || lpad(to_hex(n), 12, '0'))::uuid,
        ('00000000-0000-7000-b000-' || lpad(to_hex(n), 12, '0'))::uuid, '00000000-0000-7000-8000-ffffffffffff',
        candidate.member_id, candidate.candidate_id, '2026-01-01', 'beginner', 50000, 1, false
      from generate_series(1, 2000) n
      join recommendations.candidates candidate
        on candidate.candidate_id = ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid
      """,
      """
      insert into recommendations.hires (
        hire_id, source_system, application_id, heard_at, hired_at, reported_as_of, withdrawn_at, offer_reference,
        recommendation_id, member_id, unattributed_reason
      )
      select
        ('00000000-0000-7000-c000-' || lpad(to_hex(n), 12, '0'))::uuid,
        case when n % 401 = 0 then 'rare' else 'ats' end, n::text,
        -- Two hires an instant: the id decides between them.
        timestamptz '2026-01-01' + n / 2 * interval '1 minute', '2026-01-01', '2026-01-01',
        -- Of what is nobody's, most was withdrawn again; of what is somebody's, little.
        case
          when recommendation.recommendation_id is null and n % 200 <> 7 then timestamptz '2026-02-01'
          when n % 500 = 1 then timestamptz '2026-02-01'
        end,
        'REF',
        recommendation.recommendation_id, recommendation.member_id,
        case
          when recommendation.recommendation_id is not null then null
          when n % 1000 = 7 then 'detached'
          when n % 2 = 0 then 'offer-unknown'
          else 'candidate-unknown'
        end
      from generate_series(1, 20000) n
      left join recommendations.recommendations recommendation
        on n % 10 < 3
          and recommendation.recommendation_id =
            ('00000000-0000-7000-a000-' || lpad(to_hex(n % 2000 + 1), 12, '0'))::uuid
      """,
      "analyze recommendations.recommendations, recommendations.hires",
    ]
    for statement in statements { _ = try await community.database.query(statement) }
  }
}
