import FoundationEssentials
import Messages
import NotificationsService
import MessageHandling
import NotificationsDomain
import PostgreSQLClient
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
  ///
  /// Staff, and who is refused, are told at once what is known at once: their texts may name an offer or not.
  var content: String {
    if routingKey.hasPrefix("staff.") || routingKey.hasSuffix(".recommendation-refused") { return routingKey }
    return "\(routingKey)|\(envelope.data.locale.rawValue)|\(envelope.data.subject)|\(envelope.data.text)"
  }

  init?(_ message: EmittedMessage) throws {
    guard !message.routingKey.hasPrefix("finance.") else { return nil }
    routingKey = message.routingKey
    type = message.type
    body = String(decoding: message.body, as: UTF8.self)
    envelope = try JSONDecoder().decode(CloudEvent<NotificationMessage>.self, from: message.body)
  }
}

/// Tells events to the service in batches, each followed by what a commit has run.
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
    let told = try await database.handle(handler, events, at: now).emitted
    return try await (told + completed()).compactMap { try Received($0) }
  }

  /// Has a step of a thing be told before.
  func wasTold<Tag>(_ step: FactKind, _ id: Identifier<Tag>, at now: Timestamp = .now) async throws {
    _ = try await database.query(
      "insert into notifications.steps (thing_id, step, told_at) values (\(id), \(step.rawValue), \(now))")
  }

  /// What runs after every commit: it sends what waited for it.
  func completed(at now: Timestamp = .now) async throws -> [EmittedMessage] {
    var emitted: [EmittedMessage] = []
    while true {
      let (next, messages) = try await database.run(CompletePendingNotifications(composer: composer), at: now)
      emitted += messages
      guard next == .immediately else { return emitted }
    }
  }

  /// The main path of one story, in the order in which it happens.
  func steps(_ story: SampleStory) -> [Step] {
    [
      { try await tell(TellOfMemberJoined(composer: composer), story.sponsorJoined) },
      { try await tell(KeepMemberContact(), story.sponsorContact) },
      { try await tell(TellOfMemberJoined(composer: composer), story.memberJoined) },
      { try await tell(KeepMemberContact(), story.memberContact) },
      { try await tell(KeepCompany(), story.companyRegistered) },
      { try await tell(KeepOffer(), story.offerPublished) },
      { try await tell(ProposeOffer(composer: composer), story.wave) },
      { try await tell(TellOfRecommendationAttributed(composer: composer), story.attributed) },
      { try await tell(KeepCandidate(), story.candidateRegistered) },
      { try await tell(TellOfRecommendationRefused(composer: composer), story.refused) },
      { try await tell(TellOfInterviewRequested(composer: composer), story.interviewRequested) },
      { try await tell(TellOfCandidateQualified(composer: composer), story.qualified) },
      { try await tell(KeepCandidacy(), story.candidacyDescribed) },
      { try await tell(TransmitCandidate(composer: composer), story.transmitted) },
      { try await tell(TellOfHireAttributed(composer: composer), story.hired) },
      { try await tell(TellOfRewardGranted(composer: composer), story.rewardHeld) },
      { try await tell(TellOfRewardSettled(composer: composer), story.rewardSettled) },
      { try await tell(TellOfPayoutRequested(composer: composer), story.donation) },
    ]
  }
}
