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
    // Who is told before their name is known is greeted without it.
    let text = envelope.data.text.split(separator: "\n\n").dropFirst().joined(separator: "\n\n")
    return "\(routingKey)|\(envelope.data.locale.rawValue)|\(envelope.data.subject)|\(text)"
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

  init(_ database: ServiceDatabase, isMailing: Bool = false) throws {
    self.database = database
    composer = try Composer(isMailing: isMailing)
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
      { try await tell(MemberJoinedHandler(composer: composer), story.sponsorJoined) },
      { try await tell(ContactChangedHandler(), story.sponsorContact) },
      { try await tell(MemberJoinedHandler(composer: composer), story.memberJoined) },
      { try await tell(ContactChangedHandler(), story.memberContact) },
      { try await tell(CompanyRegisteredHandler(), story.companyRegistered) },
      { try await tell(OfferPublishedHandler(), story.offerPublished) },
      { try await tell(WaveDispatchedHandler(composer: composer), story.wave) },
      { try await tell(RecommendationAttributedHandler(composer: composer), story.attributed) },
      { try await tell(CandidateRegisteredHandler(), story.candidateRegistered) },
      { try await tell(RecommendationRefusedHandler(composer: composer), story.refused) },
      { try await tell(InterviewRequestedHandler(composer: composer), story.interviewRequested) },
      { try await tell(CandidateQualifiedHandler(composer: composer), story.qualified) },
      { try await tell(CandidacyDescribedHandler(), story.candidacyDescribed) },
      { try await tell(CandidateTransmittedHandler(composer: composer), story.transmitted) },
      { try await tell(HireAttributedHandler(composer: composer), story.hired) },
      { try await tell(RewardGrantedHandler(composer: composer), story.rewardHeld) },
      { try await tell(RewardSettledHandler(composer: composer), story.rewardSettled) },
      { try await tell(PayoutRequestedHandler(composer: composer), story.donation) },
    ]
  }
}
