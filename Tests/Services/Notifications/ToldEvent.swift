import FoundationEssentials
import Messages
import MessageHandling
import NotificationsService
import PostgreSQLClient
import ServiceTesting
import Topology
import Vocabulary

/// An event and who handles it.
struct ToldEvent: Sendable {
  let handler: any EventHandler
  let payload: any EventPayload

  init<Handler: EventHandler>(_ handler: Handler, _ payload: Handler.Payload) {
    self.handler = handler
    self.payload = payload
  }

  fileprivate var type: ObjectIdentifier { ObjectIdentifier(Swift.type(of: payload)) }
}

extension StoryTeller {
  /// Tells events of several types in one transaction, as the runtime does, and then what a commit has run.
  ///
  /// Type by type in the order in which types come first, what is emitted in the order of its causes. A last statement may
  /// have the transaction fail.
  func tell(
    batch events: [ToldEvent], at now: Timestamp = .now, endingWith last: Statement? = nil
  ) async throws -> [Received] {
    let (told, actions) = try await database.pool.withTransaction { transaction in
      var emission = Emission(service: .notifications, now: now)
      for type in types(of: events) {
        let group = events.enumerated().filter { $0.element.type == type }
        let (handler, payloads) = (group[0].element.handler, group.map { ($0.offset, $0.element.payload) })
        try await handle(handler, payloads, in: transaction, emitting: &emission)
      }
      if let last { _ = try await transaction.query(last) }
      return (emission.messagesInOrderOfCauses, emission.commitActions)
    }
    for action in actions { action() }
    return try await (told + completed(at: now)).compactMap { try Received($0) }
  }

  private func types(of events: [ToldEvent]) -> [ObjectIdentifier] {
    events.reduce(into: []) { types, event in
      if !types.contains(event.type) { types.append(event.type) }
    }
  }

  private func handle<Handler: EventHandler>(
    _ handler: Handler, _ payloads: [(position: Int, any EventPayload)], in transaction: Transaction,
    emitting emission: inout Emission
  ) async throws {
    let now = emission.now
    let messages = payloads.compactMap { position, payload -> (Int, Incoming<Handler.Payload>)? in
      guard let payload = payload as? Handler.Payload else { return nil }
      let type = Handler.Payload.messageType.description
      return (position, Incoming(event: CloudEvent(source: "/test", type: type, data: payload), receivedAt: now))
    }
    var state = try await handler.load(messages.map(\.1), in: transaction)
    for (position, message) in messages {
      emission.follow(nil, rank: position)
      try handler.decide(message, on: &state, emitting: &emission)
    }
    transaction.enqueue(handler.save(state))
  }

  /// The events of a story's main path, in the order in which they happen.
  func events(_ story: SampleStory) -> [ToldEvent] {
    [
      ToldEvent(MemberJoinedHandler(composer: composer), story.sponsorJoined),
      ToldEvent(ContactChangedHandler(), story.sponsorContact),
      ToldEvent(MemberJoinedHandler(composer: composer), story.memberJoined),
      ToldEvent(ContactChangedHandler(), story.memberContact),
      ToldEvent(CompanyRegisteredHandler(), story.companyRegistered),
      ToldEvent(OfferPublishedHandler(), story.offerPublished),
      ToldEvent(CandidateRegisteredHandler(), story.candidateRegistered),
      ToldEvent(RecommendationAttributedHandler(composer: composer), story.attributed),
      ToldEvent(InterviewRequestedHandler(composer: composer), story.interviewRequested),
      ToldEvent(CandidateQualifiedHandler(composer: composer), story.qualified),
      ToldEvent(CandidacyDescribedHandler(), story.candidacyDescribed),
      ToldEvent(CandidateTransmittedHandler(composer: composer), story.transmitted),
      ToldEvent(HireAttributedHandler(composer: composer), story.hired),
      ToldEvent(RewardGrantedHandler(composer: composer), story.rewardHeld),
      ToldEvent(RewardSettledHandler(composer: composer), story.rewardSettled),
      ToldEvent(PayoutRequestedHandler(composer: composer), story.donation),
    ]
  }
}
