import FoundationEssentials
import Messages
import NotificationsService
import ServiceRuntime
import ServiceTesting
import Vocabulary

/// A notification as an audience receives it.
struct Received: Sendable {
  let routingKey: String
  let type: String?
  let envelope: CloudEvent<NotificationMessage>
  let body: String

  var details: JSONObject { envelope.data.details }
  /// What makes two notifications the same to their recipient.
  var content: String {
    "\(routingKey)|\(envelope.data.locale.rawValue)|\(envelope.data.subject)|\(envelope.data.text)"
  }

  init?(_ message: OutboxMessage) throws {
    guard !message.routingKey.hasPrefix("finance.") else { return nil }
    routingKey = message.routingKey
    type = message.type
    body = String(decoding: message.body, as: UTF8.self)
    envelope = try JSONDecoder().decode(CloudEvent<NotificationMessage>.self, from: message.body)
  }
}

/// Tells events to the service, each in a batch of its own.
struct StoryTeller: Sendable {
  typealias Step = @Sendable () async throws -> [Received]

  let database: ServiceDatabase
  let composer: Composer

  init(_ database: ServiceDatabase) throws {
    self.database = database
    composer = try Composer()
  }

  func tell<Handler: EventHandler>(
    _ handler: Handler, _ events: Handler.Payload..., at now: Timestamp = .now
  ) async throws -> [Received] {
    try await database.handle(handler, events, at: now).emitted.compactMap { try Received($0) }
  }

  /// The main path of one story, in the order in which it happens.
  func steps(_ story: SampleStory) -> [Step] {
    [
      { try await tell(TellOfMemberJoined(composer: composer), story.sponsorJoined) },
      { try await tell(KeepMemberContact(composer: composer), story.sponsorContact) },
      { try await tell(TellOfMemberJoined(composer: composer), story.memberJoined) },
      { try await tell(KeepMemberContact(composer: composer), story.memberContact) },
      { try await tell(KeepCompany(composer: composer), story.companyRegistered) },
      { try await tell(KeepOffer(composer: composer), story.offerPublished) },
      { try await tell(ProposeOffer(composer: composer), story.wave) },
      { try await tell(TellOfRecommendationAttributed(composer: composer), story.attributed) },
      { try await tell(KeepCandidate(composer: composer), story.candidateRegistered) },
      { try await tell(TellOfRecommendationRefused(composer: composer), story.refused) },
      { try await tell(TellOfInterviewRequested(composer: composer), story.interviewRequested) },
      { try await tell(TellOfCandidateQualified(composer: composer), story.qualified) },
      { try await tell(KeepCandidacy(composer: composer), story.candidacyOpened) },
      { try await tell(TransmitCandidate(composer: composer), story.transmitted) },
      { try await tell(TellOfHireAttributed(composer: composer), story.hired) },
      { try await tell(TellOfRewardGranted(composer: composer), story.rewardHeld) },
      { try await tell(TellOfRewardSettled(composer: composer), story.rewardSettled) },
      { try await tell(TellOfPayoutRequested(composer: composer), story.donation) },
    ]
  }
}
