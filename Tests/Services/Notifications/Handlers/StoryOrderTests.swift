import Messages
import MessageHandling
import NotificationsDomain
import NotificationsService
import PostgreSQLClient
import ServiceSettings
import ServiceTesting
import TestStack
import Testing
import Vocabulary

/// A topic tells a story in the order of its causes, whatever comes first.
@Suite("Order of stories") struct StoryOrderTests {
  /// What follows from what, on the topic of staff and on that of a member.
  private static let chains = [
    [
      "staff.recommendation-attributed", "staff.interview-requested", "staff.candidate-qualified",
      "staff.candidate-transmitted",
    ],
    [
      "staff.recommendation-attributed", "staff.hire-attributed", "staff.reward-granted", "staff.reward-held",
      "staff.reward-settled",
    ],
    ["staff.reward-settled", "staff.payout-requested"],
    ["recommendation-attributed", "candidate-qualified"],
    ["recommendation-attributed", "candidate-hired", "reward-granted", "reward-settled"],
  ]

  @Test(
    "any permutation and any cut of several stories into batches of two replicas tells each topic in the order of causes",
    arguments: 0..<40 as Range<UInt64>)
  func anyOrder(seed: UInt64) async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      // Each remembers what it told itself, and nothing of what the other did.
      let replicas = [try StoryTeller(database), try StoryTeller(database)]
      var generator = SeededGenerator(seed: seed)
      let stories = (0..<Int.random(in: 1...4, using: &generator)).map { _ in SampleStory() }
      let events = replicas.map { stories.flatMap($0.events) }
      let now = Timestamp.now
      var rest = events[0].indices.shuffled(using: &generator)[...]
      var told: [Received] = []
      while !rest.isEmpty {
        let batch = rest.prefix(Int.random(in: 1...12, using: &generator))
        rest = rest.dropFirst(batch.count)
        let replica = Int.random(in: 0...1, using: &generator)
        told += try await replicas[replica].tell(batch: batch.map { events[replica][$0] }, at: now)
      }
      for story in stories { expectInOrder(told, story) }
      let left = try await database.query("select count(*) from notifications.pending_notifications")
      #expect(try left[0].decode(Int.self) == 0)
    }
  }

  private func expectInOrder(_ told: [Received], _ story: SampleStory) {
    let ids = [
      story.recommendation.description, story.candidacy.description, story.hire.description, story.reward.description,
    ]
    let keys = told.filter { message in ids.contains { message.body.contains($0) } }.map(\.routingKey)
    for chain in Self.chains {
      let chain = chain.map { $0.hasPrefix("staff.") ? $0 : "member.\(story.member).\($0)" }
      #expect(keys.filter(chain.contains) == chain)
    }
  }

  /// Somebody to tell, whose candidate and offer are known.
  private func with(_ body: (StoryTeller, SampleStory) async throws -> Void) async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let story = SampleStory()
      _ = try await teller.tell(batch: Array(teller.events(story)[..<7]))
      try await body(teller, story)
    }
  }

  @Test("what never comes has what follows from it told a minute late, and still in order")
  func causeNeverComes() async throws {
    try await with { teller, story in
      let events = teller.events(story)
      let begin = Timestamp.now
      // The decision comes first, the interview half a minute later, the attribution never.
      let decided = try await teller.tell(batch: [events[9]], at: begin)
      let asked = try await teller.tell(batch: [events[8]], at: begin.adding(seconds: 30))
      #expect(decided.isEmpty && asked.isEmpty)
      var told: [[String]] = []
      for seconds in [59.0, 61, 91] {
        let keys = try await teller.completed(at: begin.adding(seconds: seconds)).map(\.routingKey)
        told.append(keys.filter { $0.hasPrefix("staff.") })
      }
      #expect(told == [[], [], ["staff.interview-requested", "staff.candidate-qualified"]])
    }
  }

  @Test(
    "nothing waits for what was told of a recommendation before steps were kept, or long ago", arguments: [true, false])
  func old(isFromBefore: Bool) async throws {
    try await with { teller, story in
      let registeredAt = isFromBefore ? nil : Timestamp.now.adding(seconds: -7200)
      _ = try await teller.database.query("update notifications.recommendations set registered_at = \(registeredAt)")
      let keys = try await teller.tell(batch: [teller.events(story)[12]]).map(\.routingKey)
      #expect(keys == ["staff.hire-attributed", "member.\(story.member).candidate-hired"])
    }
  }

  @Test("who waits for a fact holds up the others of its story on its own topic alone")
  func ownTopic() async throws {
    try await with { teller, story in
      _ = try await teller.database.query("delete from notifications.offers")
      let events = teller.events(story)
      // Without the offer's title the member waits; staff do not.
      let attributed = try await teller.tell(batch: [events[7]]).map(\.routingKey)
      #expect(attributed == ["staff.recommendation-attributed"])
      let further = try await teller.tell(batch: Array(events[12...13])).map(\.routingKey)
      #expect(further == ["staff.hire-attributed", "staff.reward-granted", "staff.reward-held"])
      let released = try await teller.tell(batch: [events[5]]).map(\.routingKey)
      #expect(
        released.filter { $0.hasPrefix("member.") }
          == [
            "recommendation-attributed", "candidate-hired", "reward-granted",
          ].map { "member.\(story.member).\($0)" })
    }
  }

  @Test("what a process has told and committed is not asked for again; what waits, failed or is another's is")
  func remembered() async throws {
    try await with { teller, story in
      let events = teller.events(story)
      _ = try await teller.tell(batch: [events[7]])
      // What cannot be committed is not remembered.
      await #expect(throws: (any Error).self) {
        try await teller.tell(batch: [events[12]], endingWith: "select 1 / 0")
      }
      #expect(try await teller.tell(batch: [events[13]]).isEmpty)
      let released = try await teller.tell(batch: [events[12]]).map(\.routingKey)
      #expect(
        released.filter { $0.hasPrefix("staff.") }
          == ["staff.hire-attributed", "staff.reward-granted", "staff.reward-held"])
      // Who told the hire does not miss its row. The grant waited, so that its row is asked for.
      _ = try await teller.database.query("delete from notifications.steps")
      var further = story
      further.reward = .make()
      let known = try await teller.tell(batch: [teller.events(further)[13]]).map(\.routingKey)
      #expect(known.filter { $0.hasPrefix("staff.") } == ["staff.reward-granted", "staff.reward-held"])
      #expect(try await teller.tell(batch: [events[14]]).isEmpty)
      // Another replica has the row alone.
      let other = try StoryTeller(teller.database)
      further.reward = .make()
      #expect(try await other.tell(batch: [other.events(further)[13]]).isEmpty)
    }
  }

  @Test("what is remembered of steps has a bound, and the latest stay", arguments: [1, 2, 7, 100])
  func bounded(capacity: Int) {
    let recent = RecentSteps(capacity: capacity)
    let steps = (0..<1000).map { _ in FactKey(.hire, HireID.make().rawValue) }
    for count in 1...steps.count {
      recent.note([steps[count - 1]])
      let told = recent.told(of: Set(steps))
      #expect(told.count <= 2 * capacity)
      #expect(told.isSuperset(of: steps[..<count].suffix(capacity)))
    }
  }

  @Test("steps of recommendations are forgotten by age in small batches, those of hires and rewards are kept")
  func forgotten() async throws {
    try await with { teller, _ in
      let definition = try NotificationsService.definition(.init(["COOPT_RETENTION_DAYS": "35"]))
      let long = Timestamp.now.adding(seconds: -40 * 86_400)
      for step in [FactKind.attribution, .interview, .decision, .hire, .grant] {
        try await teller.wasTold(step, RecommendationID.make(), at: long)
        try await teller.wasTold(step, RecommendationID.make())
      }
      func forget() async throws -> [Int] {
        try await definition.forgetting.asyncMap { forgetting in
          let statement = forgetting.statement(Timestamp.now.adding(seconds: -35 * 86_400), 2)
          return try await teller.database.query(statement)[0].decode(Int.self)
        }
      }
      #expect(try await forget() == [0, 2, 0, 0])
      #expect(try await forget() == [0, 1, 0, 0])
      #expect(try await forget() == [0, 0, 0, 0])
      let left = try await teller.database.query("select step from notifications.steps order by step")
      #expect(
        try left.decode(String.self) == ["attribution", "decision", "grant", "grant", "hire", "hire", "interview"])
    }
  }
}

extension Array {
  fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
