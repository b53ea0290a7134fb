public import FoundationEssentials
public import Messages
import Observability
public import Topology
public import Vocabulary

/// Collects the messages that a decision causes; they go out once its transaction is committed.
///
/// Each continues the story of the message that caused it: same correlation id, causation by that message's id, a
/// `traceparent` in the same trace.
public struct Emission: Sendable {
  /// The instant of the decision, the same for a whole batch.
  public let now: Timestamp
  /// What was emitted so far, in order.
  public private(set) var messages: [EmittedMessage] = []
  /// What kept a message from being written.
  package private(set) var failure: (any Error)?
  /// What is to be done once the decisions are committed.
  package private(set) var commitActions: [@Sendable () -> Void] = []
  /// Whether the decisions may have made scheduled work due.
  package var mayMakeWorkDue = false
  private let origin: MessageOrigin
  private var cause: Cause?
  private var rank = 0
  /// The greatest place at which something was emitted about a thing.
  private var places: [UUID: Int] = [:]

  /// What an emitted message follows from.
  package struct Cause: Sendable {
    package let id: String
    package let correlationID: String
    package let trace: TraceContext
    /// Who decided it by hand.
    package let actor: String?

    package init(id: String, correlationID: String, trace: TraceContext, actor: String? = nil) {
      self.id = id
      self.correlationID = correlationID
      self.trace = trace
      self.actor = actor
    }

    init(_ story: Story) {
      let trace = story.traceParent.flatMap { TraceContext(traceParent: $0, traceState: story.traceState) }
      self.init(
        id: story.messageID, correlationID: story.correlationID, trace: trace ?? TraceContext(), actor: story.actor)
    }
  }

  /// An emission of a service at an instant.
  public init(service: ServiceName, now: Timestamp) {
    self.init(of: MessageOrigin(service: service), now: now)
  }

  package init(of origin: MessageOrigin, now: Timestamp) {
    self.origin = origin
    self.now = now
  }

  /// Sets what the messages emitted from here on follow from; nil for work that a clock causes.
  ///
  /// `rank` is the cause's place among the others of its batch.
  package mutating func follow(_ cause: Cause?, rank: Int = 0) {
    self.cause = cause
    self.rank = rank
  }

  /// Who decided by hand what is being decided on now, or what it follows from (A2).
  public var actor: String? { cause?.actor }

  /// Has what is emitted from here on, until the next cause, come no sooner than what was emitted about the same things
  /// before.
  ///
  /// Causes may come in another order than they happened in, and be decided in theirs.
  public mutating func continueStory(of things: some Collection<UUID>) {
    for thing in things { rank = max(rank, places[thing, default: 0]) }
    for thing in things { places[thing] = rank }
  }

  /// Has something be done once the decisions are committed, if they are: what a process remembers of them, no more.
  ///
  /// It holds up what comes next, and is not done by a process that ends in between.
  public mutating func onCommit(_ action: @escaping @Sendable () -> Void) { commitActions.append(action) }

  /// What was emitted, in the order of what caused it: a batch is decided type by type, but a topic tells a story.
  package var messagesInOrderOfCauses: [EmittedMessage] {
    let isInOrder = zip(messages, messages.dropFirst()).allSatisfy { $0.rank <= $1.rank }
    // Swift's sort is stable.
    return isInOrder ? messages : messages.sorted { $0.rank < $1.rank }
  }

  /// What was emitted as a part of traces that are recorded.
  package var recorded: [EmittedMessage] { origin.sampler == nil ? [] : messages.filter(\.trace.isSampled) }

  /// Emits an event on `coopt.events`, under `<service>.<event>`.
  public mutating func publish<Event: EventPayload>(_ event: Event) {
    let type = Event.messageType
    append(event, type: type, exchange: .events, routingKey: type.routingKey, subject: event.subject, actor: actor)
  }

  /// Emits a notification on `coopt.notifications`, under its audience's key.
  ///
  /// With `asNewStory`, nothing in the envelope leads back to what caused it (M8): correlation id its own id, no
  /// causation id, a new trace. Staff alone are told who decided by hand, in `details` too (A2).
  public mutating func notify(_ notification: NotificationMessage, asNewStory: Bool = false) {
    var notification = notification
    let named = notification.audience == .staff && !asNewStory ? actor : nil
    if let named { notification.details["actor"] = .string(named) }
    append(
      notification, type: notification.messageType, exchange: .notifications,
      routingKey: notification.routingKey, subject: notification.notificationId.description, asNewStory: asNewStory,
      actor: named)
  }

  /// Emits a notification as what `story` caused, whatever message is being decided: it had waited for that one.
  public mutating func notify(_ notification: NotificationMessage, resuming story: Story) {
    let current = cause
    cause = Cause(story)
    notify(notification)
    cause = current
  }

  /// Tells the finance system of an event, on `coopt.notifications` under `finance.<event>`.
  public mutating func notify<Event: EventPayload>(finance notification: FinanceNotification<Event>) {
    append(
      notification, type: FinanceNotification<Event>.messageType, exchange: .notifications,
      routingKey: FinanceNotification<Event>.routingKey, subject: notification.event.subject)
  }

  /// Emits a payload under a type and key of its own; `actor` is named to whoever may read it, nobody unless said so.
  package mutating func append(
    _ payload: some Codable & Sendable,
    type: MessageType,
    exchange: Exchange,
    routingKey: String,
    subject: String?,
    asNewStory: Bool = false,
    actor: String? = nil
  ) {
    let id = MessageID.make()
    let cause = asNewStory ? nil : cause
    let trace = cause?.trace.child() ?? origin.sampler?.root() ?? TraceContext()
    let traceParent = trace.description
    let envelope = CloudEvent(
      id: id,
      source: origin.source,
      type: type.description,
      time: now,
      subject: subject,
      dataSchema: type.dataSchema,
      correlationID: cause?.correlationID ?? id.description,
      causationID: cause?.id,
      traceParent: traceParent,
      traceState: trace.state,
      actor: actor,
      data: payload
    )
    do {
      messages.append(
        EmittedMessage(
          id: id, exchange: exchange, routingKey: routingKey, type: envelope.type, time: now, traceParent: traceParent,
          trace: trace, parent: cause?.trace, body: try origin.coder.encode(envelope), rank: rank))
    } catch {
      failure = failure ?? error
    }
  }
}
