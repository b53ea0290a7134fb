import AMQPClient
import MessageHandling
import Messages
import Observability
import Vocabulary

/// A handler's messages, decoded.
struct DecodedMessages<Payload: MessagePayload> {
  let type: MessageType
  typealias Element = (position: Int, message: Incoming<Payload>, identity: MessageIdentity)

  private(set) var all: [Element] = []

  /// The messages at some positions, in rounds within which no id comes twice.
  ///
  /// Ids are unique with their source only, and sources are others' to choose; a handler may tell the messages of a batch
  /// apart by their ids all the same. There is one round, but for such twins, and one a message where they go one at a time.
  func rounds(_ positions: Set<Int>, oneAtATime: Bool = false) -> [[Element]] {
    if oneAtATime { return all.filter { positions.contains($0.position) }.map { [$0] } }
    var occurrences: [MessageID: Int] = [:]
    var rounds: [[Element]] = []
    for element in all where positions.contains(element.position) {
      let round = occurrences[element.message.id, default: 0]
      occurrences[element.message.id] = round + 1
      if round == rounds.count { rounds.append([]) }
      rounds[round].append(element)
    }
    return rounds
  }

  /// Decodes a message; what `check` throws of one that keeps its schema keeps it out as well.
  mutating func append(
    _ envelope: Envelope, at position: Int, receivedAt: Timestamp,
    check: (CloudEvent<Payload>) throws(Problem) -> Void = { _ in }
  ) throws -> MessageIdentity {
    var event = try envelope.decode(Payload.self, type: type)
    event.actor = envelope.actor(event.actor)
    let system = (event.data as? any ReportPayload)?.reportingSystem
    if let system {
      try Provenance.check(envelope.delivery.properties.userID, reportingFor: system, to: envelope.origin)
    }
    try check(event)
    let trace = envelope.trace(event.traceParent, state: event.traceState)
    // What waits for something else continues the same trace later.
    if trace.received == nil || trace.handling != trace.received {
      event.traceParent = trace.handling.description
      event.traceState = trace.handling.state
    }
    let identity = MessageIdentity(
      id: event.envelopeID, source: event.source, type: event.type,
      correlationID: event.correlationID, trace: trace, time: event.time, actor: event.actor,
      login: envelope.login(reportingFor: system))
    all.append((position, Incoming(event: event, receivedAt: receivedAt), identity))
    return identity
  }
}
