import AMQPClient
import FoundationEssentials
import Logging
import Messages
import NotificationsService
import PostgreSQLClient
import ServiceRuntime
import ServiceSettings
import ServiceTesting
import TestStack
import Testing
import Topology
import Vocabulary

/// Batches end where they end, in the middle of stories.
@Suite("Stories cut into batches") struct CutStoryTests {
  private func message(_ event: some EventPayload) throws -> OutgoingMessage {
    let id = MessageID.make()
    let type = Swift.type(of: event).messageType
    let envelope = CloudEvent(
      id: id, source: "/test", type: type.description, time: .now, correlationID: id.description, data: event)
    var properties = AMQPProperties()
    properties.contentType = "application/cloudevents+json"
    return OutgoingMessage(
      exchange: Exchange.events.rawValue, routingKey: type.routingKey, properties: properties,
      body: Data(try JSONBytes.encode(envelope)))
  }

  /// What a hire has told, in the order of its causes, which is that of the queue.
  private func hire(_ story: SampleStory) throws -> [OutgoingMessage] {
    let payout = PayoutRequested(
      payoutId: story.payout, rewardId: story.reward,
      beneficiary: Beneficiary(kind: .member, id: story.member.description), amountCents: 75_000)
    return [
      try message(story.hired), try message(story.rewardHeld), try message(story.rewardSettled), try message(payout),
    ]
  }

  @Test(
    "where what comes is in order, nothing has to wait for its turn, wherever batches end",
    arguments: 0..<12 as Range<UInt64>)
  func cuts(seed: UInt64) async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let settings = Settings([
        "COOPT_DATABASE_URL": database.url, "COOPT_AMQP_URL": "amqp://nobody:unused@127.0.0.1/coopt",
      ])
      let service = try BrokerlessService(
        try NotificationsService.definition(settings), settings: settings, logger: Logger(label: "test"))
      var generator = SeededGenerator(seed: seed)
      let stories = (0..<6).map { _ in SampleStory() }
      for story in stories {
        let before = [
          try message(story.sponsorJoined), try message(story.sponsorContact), try message(story.memberJoined),
          try message(story.memberContact), try message(story.companyRegistered), try message(story.offerPublished),
          try message(story.candidateRegistered), try message(story.attributed),
        ]
        _ = try await service.handle(before, of: "notifications.events")
      }
      _ = try await service.finish()
      var rest = try stories.flatMap(hire)[...]
      while !rest.isEmpty {
        let batch = rest.prefix(Int.random(in: 1...9, using: &generator))
        rest = rest.dropFirst(batch.count)
        let told = try await service.handle(Array(batch), of: "notifications.events")
        #expect(!told.isEmpty)
        let waiting = try await database.query("select kind from notifications.pending_notifications")
        #expect(try waiting.decode(String.self) == [])
      }
      await service.close()
    }
  }
}
