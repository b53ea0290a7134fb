import Messages
import RecommendationsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("Hires that staff detach and attribute")
struct DetachHireTests {
  /// A hire that its report attributed, and the recommendation of another member.
  private struct Mistake {
    let hires: ReportedHires
    let hire: HireID
    let report: HireReported
    let wrong: RecommendationID
    let right: RecommendationID
    let members: [MemberID]
    let now: Timestamp

    func detach() async throws -> ServiceDatabase.Outcome<Result<DetachHire.Result, Problem>> {
      try await hires.community.database.handle(
        DetachHireHandler(), [DetachHire(hireId: hire, reason: "somebody else")], by: "ada")
    }

    func attribute(
      to recommendation: RecommendationID
    ) async throws -> ServiceDatabase.Outcome<Result<AttributeHire.Result, Problem>> {
      let command = AttributeHire(hireId: hire, recommendationId: recommendation, reason: "known to us")
      return try await hires.community.database.handle(AttributeHireHandler.withTwoPeople, [command], by: "ada")
    }

    func state(of id: RecommendationID) async throws -> RecommendationState {
      let outcome = try await hires.community.database.handle(
        GetRecommendationHandler(), [GetRecommendation(recommendationId: id)])
      return try outcome.decisions[0].get().state
    }
  }

  private func with(_ body: (Mistake) async throws -> Void) async throws {
    try await Community.with { community in
      let members = [try await community.member(), try await community.member()]
      let offer = try await community.offer()
      let wrong = try await community.attribute(by: members[0], for: offer, email: "a@example.org")
      let right = try await community.attribute(by: members[1], for: offer, email: "b@example.org")
      let hires = ReportedHires(community: community, offer: offer)
      let now = Timestamp.now
      let report = hires.report(hiredAt: now)
      let hire = try await hires.tell(report, sent: now).decisions[0].get().hireId
      try await body(
        Mistake(
          hires: hires, hire: hire, report: report, wrong: wrong.recommendationId, right: right.recommendationId,
          members: members, now: now))
    }
  }

  @Test("H4: a detached hire is told once, is nobody's, and may then be attributed to another")
  func detached() async throws {
    try await with { mistake in
      let outcome = try await mistake.detach()
      #expect(
        try outcome.events(HireDetached.self) == [
          HireDetached(
            hireId: mistake.hire, revision: 2, recommendationId: mistake.wrong, memberId: mistake.members[0],
            reason: "somebody else")
        ])
      #expect(outcome.emitted.count == 1)
      #expect(try await mistake.state(of: mistake.wrong) == .hireWithdrawn)
      let again = try await mistake.detach()
      #expect(throws: Problem(.hireNotAttributed)) { try again.decisions[0].get() }
      let attributed = try await mistake.attribute(to: mistake.right)
      let told = try attributed.events(HireAttributed.self)
      #expect(told.map(\.recommendationId) == [mistake.right] && told.map(\.memberId) == [mistake.members[1]])
      #expect(told.map(\.revision) == [3] && told.map(\.hiredAt) == [mistake.report.hiredAt])
      #expect(try await mistake.state(of: mistake.right) == .hired)
      #expect(try await mistake.state(of: mistake.wrong) == .hireWithdrawn)
      let twice = try await mistake.attribute(to: mistake.wrong)
      #expect(throws: Problem(.hireAlreadyAttributed)) { try twice.decisions[0].get() }
    }
  }

  @Test("H4: no report attributes a detached hire again; out of force and in it again it is told as nobody's")
  func notByItself() async throws {
    try await with { mistake in
      _ = try await mistake.detach()
      let later = mistake.now.adding(seconds: 60)
      let reported = try await mistake.hires.tell(mistake.hires.report(hiredAt: later), sent: later)
      #expect(try reported.decisions[0].get().reason == .noMatch)
      #expect(reported.emitted.isEmpty)
      let withdrawal = later.adding(seconds: 60)
      let withdrawn = try await mistake.hires.withdraw(withdrawnAt: withdrawal, sent: withdrawal)
      #expect(try withdrawn.events(HireWithdrawn.self).map(\.recommendationId) == [nil])
      let again = withdrawal.adding(seconds: 60)
      let rehired = try await mistake.hires.tell(mistake.hires.report(hiredAt: again), sent: again)
      #expect(try rehired.events(HireUnattributed.self).map(\.reason) == [.detached])
      #expect(try rehired.events(ReportedHireParticulars.self).map(\.reason) == [.detached])
      #expect(try rehired.events(HireAttributed.self).isEmpty)
    }
  }

  @Test("H4: a hire out of force is detached, too, and reported again it is not that member's")
  func outOfForce() async throws {
    try await with { mistake in
      let later = mistake.now.adding(seconds: 1)
      _ = try await mistake.hires.withdraw(withdrawnAt: later, sent: later)
      #expect(try await mistake.detach().events(HireDetached.self).map(\.revision) == [3])
      let again = later.adding(seconds: 1)
      let rehired = try await mistake.hires.tell(mistake.hires.report(hiredAt: again), sent: again)
      #expect(try rehired.events(HireAttributed.self).isEmpty)
      #expect(try rehired.decisions[0].get().outcome == .unattributed)
    }
  }

  @Test("H4: whoever attributes a hire that is out of force says that it holds")
  func attributedOutOfForce() async throws {
    try await with { mistake in
      let past = mistake.now.adding(seconds: 0.001)
      _ = try await mistake.hires.withdraw(withdrawnAt: past, sent: past)
      _ = try await mistake.detach()
      let told = try await mistake.attribute(to: mistake.right).events(HireAttributed.self)
      #expect(told.map(\.recommendationId) == [mistake.right])
      #expect(told.map(\.hiredAt) == [mistake.report.hiredAt])
      // A withdrawal of before stays outdated.
      #expect(try await mistake.hires.withdraw(withdrawnAt: past, sent: past).emitted.isEmpty)
    }
  }

  @Test("H1, H4: a hire that was only ever withdrawn is attributed by hand, as of now; a withdrawal of tomorrow stands")
  func neverReported() async throws {
    try await with { mistake in
      for (application, withdrawnAt) in [("2", mistake.now), ("3", mistake.now.adding(seconds: 80_000))] {
        let hire = try await mistake.hires.withdraw(application, withdrawnAt: withdrawnAt).decisions[0].get().hireId
        let command = AttributeHire(hireId: hire, recommendationId: mistake.right, reason: "known to us")
        let now = Timestamp.now
        let outcome = try await mistake.hires.community.database.handle(AttributeHireHandler(), [command], at: now)
        let holds = withdrawnAt < now
        #expect(try outcome.events(HireAttributed.self).map(\.hiredAt) == (holds ? [now] : []))
        #expect(try outcome.events(HireReportOutdated.self).map(\.asOf) == (holds ? [] : [now]))
      }
    }
  }

  @Test("H4: what is not there, and what is nobody's, is not detached")
  func refused() async throws {
    try await with { mistake in
      let stranger = ReportedHires(
        community: mistake.hires.community, offer: mistake.hires.offer, email: "stranger@example.org")
      let hire = try await stranger.tell(stranger.report("9", hiredAt: .now)).decisions[0].get().hireId
      let outcome = try await mistake.hires.community.database.handle(
        DetachHireHandler(),
        [DetachHire(hireId: .make(), reason: "none"), DetachHire(hireId: hire, reason: "nobody's")], by: "ada")
      #expect(throws: Problem(.hireNotFound)) { try outcome.decisions[0].get() }
      #expect(throws: Problem(.hireNotAttributed)) { try outcome.decisions[1].get() }
      #expect(outcome.emitted.isEmpty)
    }
  }
}
