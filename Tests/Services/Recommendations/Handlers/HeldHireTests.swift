import Messages
import PostgreSQLClient
import RecommendationsService
import MessageHandling
import ServiceTesting
import Testing
import Topology
import Vocabulary

/// How hires that nobody heard of get their rows.
@Suite struct HeldHireTests {
  @Test("H1: a hire is written once when it is heard of, and once for each news of it")
  func writtenOnce() async throws {
    try await Community.with { community in
      let offer = try await community.offer()
      let hiredAt = Timestamp.now.adding(seconds: 1)
      let reports = try await (0..<20).asyncMap { index in
        try await community.attribute(
          by: try await community.member(), for: offer, email: "p\(index)@example.org")
        return HireReported(
          applicationId: "\(index)", sourceSystem: "ats", offerId: offer,
          candidate: HiredCandidate(email: EmailAddress("p\(index)@example.org")), hiredAt: hiredAt, asOf: hiredAt)
      }
      #expect(try await written(reports, community) == Written(added: 20, updated: 0))
      #expect(try await community.count(.recommendations) == 20)
      // The same again says nothing new.
      #expect(try await written(reports, community) == Written(added: 0, updated: 0))
      let later = reports.map { report in
        var report = report
        report.hiredAt = hiredAt.adding(seconds: 60)
        report.asOf = report.hiredAt
        return report
      }
      #expect(try await written(later, community) == Written(added: 0, updated: 20))
    }
  }

  @Test("H1: reports and withdrawals of the same applications at once, in any order, come to one hire each")
  func atOnce() async throws {
    try await Community.with { community in
      let offer = try await community.offer()
      let applications = (0..<12).map { "app-\($0)" }
      for application in applications {
        try await community.attribute(
          by: try await community.member(), for: offer, email: "\(application)@example.org")
      }
      let hiredAt = Timestamp.now.adding(seconds: 1)
      func report(_ application: String) -> HireReported {
        HireReported(
          applicationId: application, sourceSystem: "ats", offerId: offer,
          candidate: HiredCandidate(email: EmailAddress("\(application)@example.org")), hiredAt: hiredAt, asOf: hiredAt)
      }
      func withdrawal(_ application: String) -> HireWithdrawalReported {
        HireWithdrawalReported(
          applicationId: application, sourceSystem: "ats", withdrawnAt: hiredAt.adding(seconds: 60),
          asOf: hiredAt.adding(seconds: 60))
      }
      let reports = applications.map(report), withdrawals = applications.map(withdrawal)
      let ids = try await withThrowingTaskGroup(of: [HireID].self) { group in
        for number in 0..<8 {
          group.addTask {
            // Half of them begin at the other end; a third withdraws.
            if number % 3 == 2 {
              return try await community.database.handle(HireWithdrawnHandler(), withdrawals)
                .decisions.map { try $0.get().hireId }
            }
            let batch = number % 2 == 0 ? reports : reports.reversed()
            let ids = try await community.database.handle(community.reportHire, batch)
              .decisions.map { try $0.get().hireId }
            return number % 2 == 0 ? ids : ids.reversed()
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(ids.count == 8)
      #expect(Set(ids).count == 1, "everybody was told the same hires")
      let rows = try await community.database.query(
        "select count(*), count(*) filter (where holds), count(recommendation_id) from recommendations.hires")
      #expect(try rows[0].decode((Int, Int, Int).self) == (12, 0, 12))
    }
  }

  /// Rows of hires that were added, and that were written again.
  private struct Written: Equatable {
    var added: Int
    var updated: Int
  }

  /// What a batch of reports writes.
  private func written(_ reports: [HireReported], _ community: Community) async throws -> Written {
    try await community.database.pool.withTransaction { transaction in
      let before = try await counted(in: transaction)
      let messages = community.database.incoming(reports, at: .now)
      var emission = Emission(service: .recommendations, now: .now)
      var state = try await community.reportHire.load(messages, in: transaction)
      for message in messages { _ = try community.reportHire.decide(message, on: &state, emitting: &emission) }
      _ = try await transaction.query(community.reportHire.save(state))
      let after = try await counted(in: transaction)
      return Written(added: after.added - before.added, updated: after.updated - before.updated)
    }
  }

  private func counted(in transaction: Transaction) async throws -> Written {
    let rows = try await transaction.query(
      """
      select n_tup_ins, n_tup_upd
      from pg_catalog.pg_stat_xact_user_tables
      where schemaname = 'recommendations' and relname = 'hires'
      """)
    let (added, updated) = try rows[0].decode((Int, Int).self)
    return Written(added: added, updated: updated)
  }
}
