import Foundation
import Messages
import MessageHandling
import NotificationsDomain
import NotificationsService
import Testing
import Vocabulary

/// What events are told in order of, and what they keep, is what they say they reach: batches part by it.
@Suite("What events reach") struct ReachTests {
  /// Whatever an event's data name in their fields that its handler says it reaches, and its subject.
  private func reached<Handler: EventHandler>(by event: Handler.Payload, _ handler: Handler.Type) throws -> Set<String>
  {
    guard case .story(let fields) = Handler.reach else { return [] }
    let data = try #require(JSONSerialization.jsonObject(with: JSONEncoder().encode(event)) as? [String: Any])
    return Set(fields.compactMap { data[$0] as? String }).union([event.subject])
  }

  private func expectPlaces<Handler: NotificationHandler>(_ handler: Handler, _ event: Handler.Payload) throws {
    let reached = try reached(by: event, Handler.self)
    let message = Incoming(
      event: CloudEvent(source: "/test", type: Handler.Payload.messageType.description, data: event), receivedAt: .now)
    let places = try handler.notices(message).compactMap(\.place)
    #expect(!places.isEmpty, "\(Handler.self)")
    for key in places.flatMap({ ($0.tells.map { [$0] } ?? []) + $0.follows }) {
      #expect(reached.contains(key.id.uuidString.lowercased()), "\(Handler.self) tells of \(key.kind)")
    }
  }

  @Test("each thing whose story an event is told in is reached by it")
  func places() throws {
    let (story, composer) = (SampleStory(), try Composer(isMailing: false))
    try expectPlaces(RecommendationAttributedHandler(composer: composer), story.attributed)
    try expectPlaces(InterviewRequestedHandler(composer: composer), story.interviewRequested)
    try expectPlaces(CandidateQualifiedHandler(composer: composer), story.qualified)
    try expectPlaces(CandidateTransmittedHandler(composer: composer), story.transmitted)
    try expectPlaces(HireAttributedHandler(composer: composer), story.hired)
    try expectPlaces(RewardGrantedHandler(composer: composer), story.rewardHeld)
    try expectPlaces(RewardSettledHandler(composer: composer), story.rewardSettled)
    try expectPlaces(PayoutRequestedHandler(composer: composer), story.donation)
    try expectPlaces(PayoutMadeHandler(composer: composer), story.paid(at: "2026-12-01T10:00:00Z"))
  }

  @Test("what is told to a member reaches the member; who says nothing reaches anything")
  func members() throws {
    let story = SampleStory()
    let member = story.member.description
    #expect(try reached(by: story.hired, HireAttributedHandler.self).contains(member))
    #expect(try reached(by: story.rewardHeld, RewardGrantedHandler.self).contains(member))
    #expect(try reached(by: story.memberContact, ContactChangedHandler.self).contains(member))
    #expect(try reached(by: story.memberLeft, MemberLeftHandler.self).contains(member))
    #expect(WaveDispatchedHandler.reach == .lane)
  }

  @Test("whom a recommendation and a candidacy are about is kept by what is reached")
  func facts() throws {
    let story = SampleStory()
    let registered = try reached(by: story.candidateRegistered, CandidateRegisteredHandler.self)
    #expect(
      registered.isSuperset(of: [
        story.candidateRegistered.candidateId.description, story.attributed.recommendationId.description,
      ]))
    let described = try reached(by: story.candidacyDescribed, CandidacyDescribedHandler.self)
    #expect(
      described.isSuperset(of: [
        story.transmitted.candidacyId.description, story.attributed.recommendationId.description,
      ]))
  }
}
