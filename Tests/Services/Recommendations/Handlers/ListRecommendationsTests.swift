import Foundation
import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import RecommendationsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("Recommendations in lists")
struct ListRecommendationsTests {
  private let lister = ListHandler(RecommendationList())

  @Test("A1: a recommendation is listed with its state, its quote and the flag as they are now, attributed last first")
  func items() async throws {
    try await Community.with { community in
      let member = try await community.member(employer: Employer(name: "Acme"))
      let offers = [try await community.offer(), try await community.offer()]
      let now = Timestamp.now
      let first = try await community.attribute(by: member, for: offers[0], email: "a@example.org", at: now)
      let second = try await community.attribute(
        by: member, for: offers[1], email: "b@example.org", at: now.adding(seconds: 1))
      _ = try await community.database.handle(
        CandidateRejectedHandler(),
        [CandidateRejected(recommendationId: first.recommendationId, memberId: member, offerId: offers[0])])
      _ = try await community.database.handle(
        SetOwnCompanyHandler(),
        [SetOwnCompany(recommendationId: second.recommendationId, conflictOfInterest: true, reason: "asked")])
      let page = try await ask(community, ListRecommendations(memberId: member))
      #expect(
        page.items == [
          ListedRecommendation(
            recommendationId: second.recommendationId, offerId: offers[1], memberId: member,
            candidateId: second.candidateId, state: .attributed, at: now.adding(seconds: 1), quote: second.quote,
            conflictOfInterest: true),
          ListedRecommendation(
            recommendationId: first.recommendationId, offerId: offers[0], memberId: member,
            candidateId: first.candidateId, state: .rejected, at: now, quote: first.quote,
            conflictOfInterest: false),
        ])
      #expect(page.nextPageToken == nil)
      let none = try await ask(community, ListRecommendations(memberId: .make()))
      #expect(none.items.isEmpty && none.nextPageToken == nil)
    }
  }

  @Test("A1: each filter, and what is asked together, is answered page by page, whole and in order, by an index")
  func filters() async throws {
    try await Community.with { community in
      try await fill(community)
      let member = try #require(MemberID("00000000-0000-7000-8000-00000000000a"))
      let candidate = try #require(CandidateID("00000000-0000-7000-9000-00000000000a"))
      let offer = try #require(OfferID("00000000-0000-7000-b000-000000000005"))
      let company = try #require(CompanyID("00000000-0000-7000-c000-000000000005"))
      var questions: [(ListRecommendations, Statement)] = [
        (ListRecommendations(), "true"),
        (ListRecommendations(memberId: member), "member_id = \(member)"),
        (ListRecommendations(offerId: offer), "offer_id = \(offer)"),
        (ListRecommendations(companyId: company), "company_id = \(company)"),
        (ListRecommendations(candidateId: candidate), "candidate_id = \(candidate)"),
        (ListRecommendations(memberId: member, offerId: offer), "member_id = \(member) and offer_id = \(offer)"),
      ]
      for state in RecommendationState.allCases {
        let isState: Statement = "state = \(state.rawValue)"
        questions += [
          (ListRecommendations(state: state), isState),
          (ListRecommendations(memberId: member, state: state), "member_id = \(member) and \(fragment: isState)"),
          (ListRecommendations(offerId: offer, state: state), "offer_id = \(offer) and \(fragment: isState)"),
          (ListRecommendations(companyId: company, state: state), "company_id = \(company) and \(fragment: isState)"),
        ]
      }
      for (question, condition) in questions {
        let rows = try await community.database.query(
          """
          select recommendation_id from recommendations.recommendations where \(fragment: condition)
          order by attributed_at desc, recommendation_id desc limit 20
          """)
        #expect(
          try await walk(community, question, upTo: 20) == (try rows.decode(RecommendationID.self)), "\(question)")
      }
    }
  }

  @Test("A1: no page of a long list sorts the whole", arguments: RecommendationState.allCases)
  func plans(state: RecommendationState) async throws {
    try await Community.with { community in
      try await fill(community)
      for question in [ListRecommendations(), ListRecommendations(state: state)] {
        #expect(try await effort(community, question).scanned == 0)
        // One thing more than the page, and no other: neither scanned nor sorted.
        #expect(try await effort(community, question).fetched <= 51, "\(question)")
      }
    }
  }

  /// The first recommendations of a list, in pages of seven; no page reads more than its company has, a twentieth of all.
  private func walk(
    _ community: Community, _ question: ListRecommendations, upTo count: Int
  ) async throws -> [RecommendationID] {
    var question = question
    question.pageSize = 7
    var found: [RecommendationID] = []
    while found.count < count {
      let page = try await ask(community, question)
      found += page.items.map(\.recommendationId)
      let effort = try await effort(community, question)
      #expect(effort.scanned == 0 && effort.fetched <= 1_010, "\(question): \(effort)")
      guard let next = page.nextPageToken else { break }
      question.pageToken = next
    }
    return Array(found.prefix(count))
  }

  private func ask(
    _ community: Community, _ question: ListRecommendations
  ) async throws -> Page<ListedRecommendation> {
    try await community.database.handle(lister, [question]).decisions[0].get()
  }

  /// How many recommendations a page reads one after the other, and how many by an index, as the database counts them.
  private func effort(_ community: Community, _ question: ListRecommendations) async throws -> RowsRead {
    try await RowsRead.of(question, by: lister, in: "recommendations", on: community.database)
  }

  /// 20,000 recommendations of 500 members for 200 offers of 20 companies; rejected and transmitted are many, the newest are
  /// attributed, all else is rare.
  private func fill(_ community: Community) async throws {
    let statements: [Statement] = [
      """
      insert into recommendations.candidates (candidate_id, member_id, attributed_at, policy_version)
      select
        ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid,
        ('00000000-0000-7000-8000-' || lpad(to_hex(n % 500), 12, '0'))::uuid, '2026-01-01', 1
      from generate_series(0, 4999) n
      """,
      """
      insert into recommendations.recommendations (
        recommendation_id, offer_id, company_id, member_id, candidate_id, attributed_at, quote_level, quote_cents,
        quote_policy_version, conflict_of_interest, state
      )
      select
        ('00000000-0000-7000-a000-' || lpad(to_hex(n), 12, '0'))::uuid,
        ('00000000-0000-7000-b000-' || lpad(to_hex((n / 500 + n) % 200), 12, '0'))::uuid,
        ('00000000-0000-7000-c000-' || lpad(to_hex((n / 500 + n) % 20), 12, '0'))::uuid,
        ('00000000-0000-7000-8000-' || lpad(to_hex(n % 500), 12, '0'))::uuid,
        ('00000000-0000-7000-9000-' || lpad(to_hex(n % 5000), 12, '0'))::uuid,
        timestamptz '2026-01-01' + n * interval '1 minute', 'beginner', 50000, 1, false,
        case
          when n >= 19500 then 'attributed'
          when n % 100 = 7 then (array['qualified', 'hired', 'hire-withdrawn', 'withdrawn', 'offer-closed'])[1 + n / 100 % 5]
          when n % 2 = 0 then 'rejected'
          else 'transmitted'
        end
      from generate_series(0, 19999) n
      """,
      "analyze recommendations.recommendations",
    ]
    for statement in statements { _ = try await community.database.query(statement) }
  }
}
