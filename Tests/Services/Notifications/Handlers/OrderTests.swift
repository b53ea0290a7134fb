import Messages
import NotificationsService
import PostgreSQLClient
import MessageHandling
import ServiceTesting
import Testing
import Vocabulary

@Suite struct OrderTests {
  @Test("Events in any order come to the same notifications: nothing is lost, nothing comes twice")
  func anyOrder() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let expected = try await contents(teller) { $0 }
      #expect(try await contents(teller) { $0.reversed() } == expected)
      for _ in 1...12 {
        #expect(try await contents(teller) { $0.shuffled() } == expected)
      }
      let left = try await database.query("select count(*) from notifications.pending_notifications")
      #expect(try left[0].decode(Int.self) == 0)
    }
  }

  @Test("Events told at the same moment by two replicas come to the same notifications")
  func sameMoment() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let expected = try await contents(teller) { $0 }
      for _ in 1...10 {
        let story = SampleStory()
        let received = try await withThrowingTaskGroup(of: [Received].self) { group in
          for step in teller.steps(story) { group.addTask(operation: step) }
          return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(anonymous(received, story) == expected)
      }
    }
  }

  @Test("What waited continues its own story, not that of the event which completed it")
  func story() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let story = SampleStory()
      #expect(try await teller.tell(MemberJoinedHandler(composer: teller.composer), story.memberJoined).count == 1)
      #expect(try await teller.tell(WaveDispatchedHandler(composer: teller.composer), story.wave).isEmpty)
      let pending = try await database.query(
        """
        select notice -> 'story' ->> 'correlationID' from notifications.pending_notifications
        where notice -> 'notice' ->> 'recipientID' = \(story.member.description)
        """)
      let correlation = try pending[0].decode(String.self)
      let received = try await teller.tell(OfferPublishedHandler(), story.offerPublished)
      #expect(received.map(\.routingKey) == ["member.\(story.member).offer-proposed"])
      #expect(received.first?.envelope.correlationID == correlation)
    }
  }

  private func contents(
    _ teller: StoryTeller, in order: ([StoryTeller.Step]) -> [StoryTeller.Step]
  ) async throws -> [String] {
    let story = SampleStory()
    var received: [Received] = []
    for step in order(teller.steps(story)) { received += try await step() }
    return anonymous(received, story)
  }

  /// The notifications with the story's ids replaced by their names.
  private func anonymous(_ received: [Received], _ story: SampleStory) -> [String] {
    let names: [(String, String)] = Mirror(reflecting: story).children.compactMap { child in
      child.label.map { (String(describing: child.value), "<\($0)>") }
    }
    return received.map { message in
      names.reduce(message.content) { $0.replacing($1.0, with: $1.1) }
    }.sorted()
  }
}
