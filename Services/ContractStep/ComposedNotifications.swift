import ContractDocument
import FoundationEssentials
import MessageHandling
import MessageSchemas
import Messages
import NotificationsDomain
import NotificationsService
import SMTPClient
import ServiceSettings
import Vocabulary

/// Every notification, as the service of notifications really makes it of the samples of events.
///
/// The handlers are those of the service's own list. Each sample is told whole, with each field left out, each choice made
/// and each pair of these, so that what `details` always hold is told from what they hold at times.
struct ComposedNotifications {
  /// The notifications, in the order of their kinds.
  let all: [ToldNotification]

  /// Composes; throws where a sample cannot be read or a handler fails.
  init(fixtures: String, comments: SourceComments) throws {
    let kinds = NotificationKind.allCases.filter(\.isTold)
    var told: [NotificationKind: ToldNotification] = [:]
    for kind in kinds {
      let type = DeclaredName(reflecting: String(reflecting: NotificationKind.self))
      guard let audience = Audience(rawValue: kind.audience),
        let description = comments.text(ofValue: kind.rawValue, of: type)
      else { throw ContractDefects(sentences: ["\(kind.rawValue) has no comment that says what it tells"]) }
      told[kind] = ToldNotification(audience: audience, name: kind.name, description: description)
    }
    let press = try Press(fixtures: fixtures)
    for sample in try press.samples() {
      told[sample.kind]?.add(sample.message, tellingOf: sample.event)
      if sample.kind == .staffHireUnattributed {
        told[sample.kind]?.add(sample.message, tellingOf: ReportedHireParticulars.messageType)
      }
    }
    all = kinds.compactMap { told[$0] }
  }
}

/// A notification that was composed of an event.
private struct ComposedSample {
  let kind: NotificationKind
  let message: NotificationMessage
  let event: MessageType?
}

/// Composes notifications of samples of events.
private struct Press {
  private let fixtures: String
  private let composer: Composer
  private let handlers: [any NotificationHandler]

  init(fixtures: String) throws {
    self.fixtures = fixtures
    composer = try Composer()
    let handlings = try NotificationsService.definition(Settings([:])).handlers
    var seen: Set<ObjectIdentifier> = []
    handlers = handlings.compactMap { handling in
      guard case .event(let handler) = handling.handler, let teller = handler as? any NotificationHandler,
        seen.insert(ObjectIdentifier(type(of: teller))).inserted
      else { return nil }
      return teller
    }
  }

  func samples() throws -> [ComposedSample] {
    try handlers.flatMap { try samples(of: $0) } + furtherSamples()
  }

  private func samples<Handler: NotificationHandler>(of handler: Handler) throws -> [ComposedSample] {
    let type = Handler.Payload.messageType
    return try incoming(Handler.Payload.self).flatMap { message in
      var notices = try handler.notices(message)
      if let handler = handler as? HireAttributedHandler, let event = message.data as? HireAttributed {
        notices.append(try handler.goodNews(event))
      }
      if let handler = handler as? PayoutMadeHandler, let event = message.data as? PayoutMade {
        notices += [try handler.taxInformation(event, year: 2026)].compactMap { $0 }
      }
      return notices.flatMap { compose($0, of: type) }
    }
  }

  /// What no event tells: letters and notifications that are given up.
  private func furtherSamples() throws -> [ComposedSample] {
    let waited = try incoming(WaveDispatched.self).prefix(1).flatMap {
      try WaveDispatchedHandler(composer: composer).notices($0).prefix(1)
    }
    let given = waited.flatMap { notice in
      [
        PendingAge.givenUp(
          notice, of: Self.messageID, awaiting: "offer", Self.offerID, since: Self.since),
        DeliverLetters.givenUp(Self.letter, after: 8, outcome: SMTPOutcome(.recipient, .reply(550))),
        DeliverLetters.givenUp(Self.letter, after: 8, outcome: SMTPOutcome(.connection, .hungUp)),
      ]
    }
    return given.flatMap { compose($0, of: nil) }.map { sample in
      // A notice has an id of its own each time.
      var message = sample.message
      message.details["notificationId"] = .string(NotificationID(Self.uuid).description)
      return ComposedSample(kind: sample.kind, message: message, event: nil)
    }
  }

  private static let uuid = UUID(uuidString: "0199F1C4-12BB-731D-8ABB-5E0F3B1D12BB") ?? UUID()
  private static let messageID = "0199f1c4-7700-7100-8a00-5e0f3b1d7700"
  private static let offerID = "0199f1c4-1233-7f65-8a33-5e0f3b1d1233"
  private static let memberID = "0199f1c4-1200-7e00-8a00-5e0f3b1d1200"
  private static let since = Timestamp("2026-10-19T09:41:07Z") ?? .now

  private static let letter = Letter(
    id: NotificationID(uuid), audience: "member", name: "level-changed", recipientID: memberID, address: nil,
    language: .french, subject: "Subject", text: "Text")

  // MARK: Samples

  /// The sample of an event, varied once and twice.
  private func incoming<Payload: EventPayload>(_ payload: Payload.Type) throws -> [Incoming<Payload>] {
    let data = try sample(payload)
    let shape = try FieldShape.probe(payload).shape
    let once = Variations.of(data, as: shape)
    let twice = once.flatMap { Variations.of($0, as: shape) }
    let coder = MessageCoder()
    return Set(once + twice).sorted { Self.order($0, data) < Self.order($1, data) }.compactMap { data in
      guard let body = try? coder.encode(payload: data), let payload = try? coder.decode(payload: payload, from: body)
      else { return nil }
      let event = CloudEvent(
        source: "/coopt/contract", type: Payload.messageType.description, time: Self.since, data: payload)
      return Incoming(event: event, receivedAt: Self.since)
    }
  }

  /// The whole sample first, then by what they say: the same order every time.
  private static func order(_ data: JSONValue, _ whole: JSONValue) -> String {
    data == whole ? "" : DocumentValue(data).written
  }

  private func sample<Payload: EventPayload>(_ payload: Payload.Type) throws -> JSONValue {
    let type = Payload.messageType
    let service = type.service == "*" ? "rewards" : type.service
    let path = "\(fixtures)/\(service).\(type.name).v\(type.version).json"
    guard let content = FileManager.default.contents(atPath: path),
      case .object(let envelope)? = JSONValue(json: content), case .object(let data)? = envelope["data"]
    else { throw ContractDefects(sentences: ["\(path) is no sample of \(type)"]) }
    return .object(data.filter { $0.key != "laterField" })
  }

  // MARK: Composing

  /// The notification, where all is known and where only what must be is.
  private func compose(_ notice: Notice, of event: MessageType?) -> [ComposedSample] {
    [true, false].map { isAllKnown in
      ComposedSample(
        kind: notice.kind,
        message: composer.compose(notice, with: facts(for: notice, isAllKnown: isAllKnown)), event: event)
    }
  }

  private func facts(for notice: Notice, isAllKnown: Bool) -> Facts {
    var facts = Facts()
    let name = PersonName(first: "Jean", last: "Petit")
    let candidate = CandidateID(Self.uuid)
    for need in notice.needs + (isAllKnown ? notice.wishes : []) {
      switch need.kind {
      case .member, .activeMember, .memberName:
        facts.members[MemberID(need.id)] = Facts.Member(language: .english, name: name)
      case .company: facts.companies[CompanyID(need.id)] = Facts.Company(name: "Acme", language: .english)
      case .offer, .knownOffer: facts.offers[OfferID(need.id)] = "Développeuse Swift"
      case .candidate: facts.candidates[CandidateID(need.id)] = Self.candidate(isAllKnown)
      case .recommendedCandidate:
        facts.recommendations[RecommendationID(need.id)] = Facts.Recommendation(
          candidateID: candidate, message: isAllKnown ? "Nous avons travaillé ensemble." : nil)
        facts.candidates[candidate] = Self.candidate(isAllKnown)
      case .transmittedCandidate:
        facts.candidacies[CandidacyID(need.id)] = Facts.Candidacy(
          candidateID: candidate, of: RecommendationID(Self.uuid),
          summary: isAllKnown ? "Disponible en janvier." : nil)
        facts.candidates[candidate] = Self.candidate(isAllKnown)
      case .donor:
        facts.rewards[RewardID(need.id)] = Facts.Reward(
          memberID: MemberID(Self.uuid), inMemberName: true, donated: 75_000, matching: 25_000)
        facts.members[MemberID(Self.uuid)] = Facts.Member(language: .english, name: name)
      case .charity:
        facts.charities[CharityID(need.id)] = Facts.Charity(name: "Les Petits Ateliers", language: .english)
      case .particulars:
        facts.particulars[HireID(need.id)] = (try? sample(ReportedHireParticulars.self)).map {
          Array(DocumentValue($0).written.utf8)
        }
      }
    }
    for instant in notice.instants { facts.days[instant] = CalendarDay("2026-11-23") }
    return facts
  }

  private static func candidate(_ isAllKnown: Bool) -> Facts.Candidate {
    Facts.Candidate(
      name: PersonName(first: "Camille", last: "Durand"), email: "camille.durand@example.com",
      phone: isAllKnown ? "+33 6 39 98 12 34" : nil,
      linkedInURL: isAllKnown ? "https://www.linkedin.com/in/camille-durand" : nil, language: .english)
  }
}
