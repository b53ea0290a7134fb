import AMQPClient
import FoundationEssentials
import Messages
import NotificationsDomain
import RewardsDomain
import RewardsService
import MessageHandling
import ServiceRuntime
import Topology
import Vocabulary

/// The inputs of the hot paths: the same in every run.
enum Samples {
  static let now = Timestamp(microseconds: 1_795_426_867_482_913)
  static let offer = OfferID("0199f1c4-1233-7f65-8a33-5e0f3b1d1233")!
  static let member = MemberID("0199f1c4-1200-7e00-8a00-5e0f3b1d1200")!
  static let sponsor = MemberID("0199f1c4-2201-7e07-8a01-5e0f3b1d2201")!

  static let hire = HireAttributed(
    hireId: HireID("0199f1c4-1277-7141-8a77-5e0f3b1d1277")!,
    recommendationId: RecommendationID("0199f1c4-1255-7053-8a55-5e0f3b1d1255")!,
    offerId: offer, memberId: member, sponsorId: sponsor,
    quote: Quote(level: .confirmed, amountCents: 75_000, policyVersion: 4), conflictOfInterest: false, hiredAt: now)

  static let incoming = Incoming(event: envelope(hire, type: HireAttributed.messageType), receivedAt: now)

  /// The event as it comes over the wire.
  static var hireAttributed: Data {
    Data(
      """
      {"specversion":"1.0","id":"0199f1c4-7028-7118-8a28-5e0f3b1d7028","source":"/coopt/recommendations",\
      "type":"coopt.recommendations.hire-attributed.v1","time":"2026-11-23T09:41:07.482913Z",\
      "subject":"0199f1c4-1277-7141-8a77-5e0f3b1d1277","datacontenttype":"application/json",\
      "dataschema":"urn:coopt:schema:recommendations.hire-attributed:v1",\
      "correlationid":"0199f1c4-7700-7100-8a00-5e0f3b1d7700",\
      "causationid":"0199f1c4-7701-7107-8a01-5e0f3b1d7701",\
      "traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",\
      "data":{"hireId":"0199f1c4-1277-7141-8a77-5e0f3b1d1277",\
      "recommendationId":"0199f1c4-1255-7053-8a55-5e0f3b1d1255",\
      "offerId":"0199f1c4-1233-7f65-8a33-5e0f3b1d1233","memberId":"0199f1c4-1200-7e00-8a00-5e0f3b1d1200",\
      "sponsorId":"0199f1c4-2201-7e07-8a01-5e0f3b1d2201",\
      "quote":{"level":"confirmed","amountCents":75000,"currency":"EUR","policyVersion":4},\
      "conflictOfInterest":false,"hiredAt":"2026-11-20T15:30:00Z"}}
      """.utf8)
  }

  static let notification: CloudEvent<NotificationMessage> = {
    let message = NotificationMessage(
      notificationId: NotificationID("0199f1c4-12bb-731d-8abb-5e0f3b1d12bb")!, audience: .member,
      recipientId: member.description, name: "candidate-hired", locale: .french, subject: "Embauche attribuée",
      text: "La personne que vous avez recommandée pour « Développeuse Swift » est embauchée.\nMerci !\n",
      details: [
        "hireId": .string(hire.hireId.description), "offerId": .string(offer.description),
        "quote": .object(["amountCents": .integer(75_000), "currency": .string("EUR")]),
        "conflictOfInterest": .boolean(false),
      ])
    return envelope(message, type: message.messageType)
  }()

  private static func envelope<Payload>(_ payload: Payload, type: MessageType) -> CloudEvent<Payload> {
    CloudEvent(
      id: MessageID("0199f1c4-70ca-7586-8aca-5e0f3b1d70ca")!, source: "/coopt/recommendations",
      type: type.description, time: now, subject: hire.subject, dataSchema: type.dataSchema,
      correlationID: "0199f1c4-7700-7100-8a00-5e0f3b1d7700", causationID: "0199f1c4-7701-7107-8a01-5e0f3b1d7701",
      traceParent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", data: payload)
  }

  /// So many messages as a transaction owes them.
  static func emitted(_ count: Int, _ emit: (inout Emission) -> Void) -> [OutboxMessage] {
    var emission = Emission(service: .recommendations, now: now)
    for _ in 0..<count { emit(&emission) }
    return emission.messages.map { OutboxMessage($0, from: .recommendations) }
  }

  static let label = PublisherConfirms.Label(
    messageID: "0199f1c4-7028-7118-8a28-5e0f3b1d7028", exchange: "coopt.events",
    routingKey: "recommendations.hire-attributed")

  static var facts: Facts {
    var facts = Facts()
    facts.offers = [offer: "Développeuse Swift"]
    facts.members = [member: Facts.Member(language: .french, name: PersonName(first: "Jean", last: "Petit"))]
    return facts
  }

  static var book: HireBook {
    let terms = RewardTerms(
      version: 4,
      points: PointsScale(recommendationQualified: 20, candidateHired: 100, sponsoredMemberJoined: 30, dailyVisit: 1),
      levels: LevelThresholds(beginner: 0, confirmed: 150, expert: 500),
      amounts: BonusAmounts(beginner: 50_000, confirmed: 75_000, expert: 100_000),
      sponsorshipCents: 25_000, matchingCents: 25_000, listingCredits: 3)
    let profile = MemberProfile(revision: 1, preference: RewardPreference(option: .toMember))
    return HireBook(under: terms, profiles: [member: profile, sponsor: profile], at: now)
  }
}
