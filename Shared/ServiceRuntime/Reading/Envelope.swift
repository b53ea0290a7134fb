import AMQPClient
import FoundationEssentials
import MessageHandling
import Messages
import Topology
import Vocabulary

/// A delivery with its content mode made out: structured or binary CloudEvents (contract, Envelope).
struct Envelope {
  let delivery: Delivery
  /// Whose it is to read.
  let origin: MessageOrigin
  private var coder: MessageCoder {
    delivery.exchange == Exchange.events.rawValue ? origin.eventCoder : origin.coder
  }
  /// The CloudEvents attributes out of the headers, in binary mode; nil in structured mode.
  private let attributes: [String: String]?
  /// What days are read by, where they are taken for instants.
  private let days: StatedDays?

  /// A delivery to a service, which reads it its own way.
  init(_ delivery: Delivery, to origin: MessageOrigin, days: StatedDays? = nil) {
    self.origin = origin
    self.delivery = delivery
    self.days = days
    self.attributes = Self.attributes(in: delivery.properties)
  }

  /// The attributes of a message that can be read, whatever became of its delivery.
  static func header(of body: Data, with properties: AMQPProperties, coder: MessageCoder) -> EnvelopeHeader? {
    if let attributes = attributes(in: properties) { return EnvelopeHeader(attributes: attributes) }
    return try? coder.header(from: body)
  }

  /// The message's type: what the properties say where they say it, else what the envelope says.
  ///
  /// The properties are a short cut past a first reading of the body; `decode` holds them against the envelope.
  func type(isKnown: (String) -> Bool) -> String? {
    if let attributes { return attributes["type"] }
    if let type = delivery.properties.type, isKnown(type) { return type }
    return header?.type
  }

  /// The attributes that can be read even where the rest of the message is wrong.
  var header: EnvelopeHeader? {
    if let attributes { return EnvelopeHeader(attributes: attributes) }
    return try? coder.header(from: delivery.body)
  }

  /// Who the message says it is, as far as that can be read.
  var identity: MessageIdentity? {
    guard let header, let id = header.id.map({ EnvelopeID($0) }), let source = header.source, !source.contains("\0")
    else { return nil }
    return MessageIdentity(
      id: id, source: source, type: header.type ?? "", correlationID: header.correlationID,
      trace: trace(header.traceParent, state: header.traceState), time: header.time.flatMap { Timestamp($0) },
      actor: actor(header.actor), login: login())
  }

  /// The login whose word the message is: the one that the broker vouches for, else the only one that may say it; empty
  /// where several may.
  ///
  /// What others choose, an id and a source, does not make their message another's.
  func login(reportingFor sourceSystem: String? = nil) -> String {
    if let login = delivery.properties.userID { return login }
    return switch Exchange(rawValue: delivery.exchange) {
    case .events: String(delivery.routingKey.prefix { $0 != "." })
    case .integration: origin.senders.onlyReporter(of: delivery.routingKey, for: sourceSystem) ?? ""
    default: ""
    }
  }

  /// Who decided by hand, as far as that is theirs to say: systems outside report facts, and decide nothing (A2).
  func actor(_ named: String?) -> String? {
    delivery.exchange == Exchange.integration.rawValue ? nil : named
  }

  /// Where it stands in its trace: as its envelope says, else as the sender's client library wrote beside it.
  func trace(_ parent: String?, state: String?) -> MessageTrace {
    if parent != nil { return MessageTrace(parent: parent, state: state, sampler: origin.sampler) }
    let headers = delivery.properties.headers
    return MessageTrace(
      parent: headers["traceparent"]?.string, state: headers["tracestate"]?.string, sampler: origin.sampler)
  }

  /// The whole message; throws what is wrong with it.
  func decode<Payload: MessagePayload>(
    _ payload: Payload.Type, type: MessageType
  ) throws(MessageDefect) -> CloudEvent<Payload> {
    let event =
      if let attributes {
        try coder.decode(CloudEvent<Payload>.self, attributes: attributes, body: delivery.body, days: days)
      } else {
        try coder.decode(CloudEvent<Payload>.self, from: delivery.body, days: days)
      }
    guard event.type == type.description else {
      throw .invalid([FieldError(field: "type", message: "is not \(type)")])
    }
    return event
  }

  /// Throws what the message's properties say of its body that is not so, or is not read.
  func checkForm() throws(MessageDefect) {
    var errors: [FieldError] = []
    if let words = MediaType.defect(ofMessage: delivery.properties.contentType) {
      errors.append(FieldError(field: "content_type", message: words))
    }
    if let words = MediaType.defect(ofEncoding: delivery.properties.contentEncoding) {
      errors.append(FieldError(field: "content_encoding", message: words))
    }
    guard errors.isEmpty else { throw .invalid(errors) }
  }

  /// Whether headers hold a message's attributes, so that its body is the data alone.
  static func isBinary(_ properties: AMQPProperties) -> Bool { attributes(in: properties) != nil }

  private static func attributes(in properties: AMQPProperties) -> [String: String]? {
    if let contentType = properties.contentType {
      if contentType.hasPrefix(ContentType.structured) { return nil }
      if MediaType(contentType)?.isCloudEvent == true { return nil }
    }
    guard !properties.headers.isEmpty else { return nil }
    let attributes = BinaryMode.attributes(
      of: properties.headers.mapValues {
        BinaryMode.HeaderValue(text: $0.string, integer: $0.integer, seconds: $0.seconds)
      })
    return attributes.isEmpty ? nil : attributes
  }
}
