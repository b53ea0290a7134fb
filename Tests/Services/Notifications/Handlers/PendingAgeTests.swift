import Messages
import MessageHandling
import NotificationsDomain
import NotificationsService
import PostgreSQLClient
import ServiceTesting
import Testing
import Vocabulary

/// What becomes of notifications whose fact never comes.
@Suite("Age of what waits") struct PendingAgeTests {
  private let day = 86_400.0

  private func waiting(_ database: ServiceDatabase) async throws -> Int {
    try await database.query("select count(*) from notifications.waiting")[0].decode(Int.self)
  }

  @Test("what waits longer than messages are remembered is given up, and staff are told which and for what it waited")
  func givenUp() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let story = SampleStory()
      let began = Timestamp.now
      _ = try await teller.tell(CandidateRegisteredHandler(), story.candidateRegistered, at: began)
      _ = try await teller.tell(
        InterviewRequestedHandler(composer: teller.composer), story.interviewRequested, at: began)
      _ = try await teller.tell(WaveDispatchedHandler(composer: teller.composer), story.wave, at: began)
      let work = CompletePendingNotifications(composer: teller.composer, retention: 35 * day)
      let early = try await database.run(work, at: began.adding(seconds: 34 * day)).emitted
      #expect(try early.compactMap { try Received($0)?.routingKey } == ["staff.interview-requested"])
      #expect(try await waiting(database) == 2)
      let told = try await database.run(work, at: began.adding(seconds: 36 * day)).emitted.compactMap {
        try Received($0)
      }
      #expect(told.map(\.routingKey) == ["staff.notification-given-up", "staff.notification-given-up"])
      #expect(try await waiting(database) == 0)
      let details = told.map(\.details)
      #expect(
        Set(details.map { $0["recipientId"] }) == [
          .string(story.member.description), .string(story.sponsor.description),
        ])
      for details in details {
        #expect(details["name"] == "offer-proposed" && details["awaitedKind"] == "member")
        #expect(details["awaitedId"] == details["recipientId"] && details["recipientKind"] == "member")
        #expect(details["pendingSince"] == .string(began.description))
      }
      #expect(told.allSatisfy { $0.details["messageId"] == $0.envelope.causationID.map { .string($0) } })
    }
  }

  @Test("what staff are told of it holds no personal data")
  func nothingPersonal() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let story = SampleStory()
      let began = Timestamp.now
      _ = try await teller.tell(CandidateRegisteredHandler(), story.candidateRegistered, at: began)
      _ = try await teller.tell(
        CandidateRejectedHandler(composer: teller.composer),
        CandidateRejected(
          recommendationId: story.recommendation, memberId: story.member, offerId: story.offer,
          reason: "Camille Durand, +33612345678"), at: began)
      let work = CompletePendingNotifications(composer: teller.composer)
      let told = try await database.run(work, at: began.adding(seconds: 36 * day)).emitted.compactMap {
        try Received($0)
      }
      let givenUp = told.filter { $0.routingKey == "staff.notification-given-up" }
      #expect(!givenUp.isEmpty)
      for secret in ["Camille", "Durand", "33612345678", "camille@example.com"] {
        #expect(givenUp.allSatisfy { !$0.body.contains(secret) })
      }
    }
  }

  @Test("it is given up in small batches, the longest waiting first, and what is younger stays")
  func batches() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let story = SampleStory()
      let began = Timestamp.now
      func wave(_ members: Int, at now: Timestamp) async throws {
        _ = try await database.handle(
          WaveDispatchedHandler(composer: teller.composer),
          [
            WaveDispatched(
              offerId: story.offer, wave: 1, level: .beginner, memberIds: (0..<members).map { _ in .make() })
          ], at: now)
      }
      try await wave(250, at: began)
      try await wave(200, at: began.adding(seconds: 60))
      try await wave(7, at: began.adding(seconds: 2 * day))
      let work = CompletePendingNotifications(composer: teller.composer)
      let later = began.adding(seconds: 36 * day)
      var counts: [Int] = []
      var next = NextRun.immediately
      while next == .immediately {
        let run = try await database.run(work, at: later)
        (next, counts) = (run.next, counts + [run.emitted.count])
        #expect(counts.count < 10)
      }
      #expect(counts.allSatisfy { $0 <= 200 } && counts.reduce(0, +) == 450)
      #expect(try await waiting(database) == 7)
    }
  }
}
