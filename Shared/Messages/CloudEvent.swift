public import Vocabulary

/// A message in its envelope: CloudEvents 1.0, structured JSON mode (contract, Envelope).
public struct CloudEvent<Payload: Codable & Sendable>: Sendable {
  /// Unique with `source`.
  public var envelopeID: EnvelopeID
  /// `/coopt/<service>` or the outside system's own URI, in NFC: inboxes compare it.
  @Composed public var source: String
  /// The message type's text.
  public var type: String
  /// When the message was made.
  public var time: Timestamp?
  /// The id of the thing that the message is about.
  public var subject: String?
  /// `urn:coopt:schema:…` of `data`.
  public var dataSchema: String?
  /// The first message of the story.
  public var correlationID: String?
  /// The `id` of the message that caused this one.
  public var causationID: String?
  /// W3C trace context of the story's trace.
  public var traceParent: String?
  /// What other systems have to say of the trace to each other (W3C); passed on as it is.
  public var traceState: String?
  /// Who decided by hand what the message says, or what it follows from (A2).
  ///
  /// A name or a number in the directory of the tool that sent it, in NFC. It may be a person's name: it is told to staff
  /// alone, and is in no log.
  @Composed public var actor: String?
  /// The payload.
  public var data: Payload

  /// An envelope around a payload.
  public init(
    id: MessageID = .make(),
    source: String,
    type: String,
    time: Timestamp? = nil,
    subject: String? = nil,
    dataSchema: String? = nil,
    correlationID: String? = nil,
    causationID: String? = nil,
    traceParent: String? = nil,
    traceState: String? = nil,
    actor: String? = nil,
    data: Payload
  ) {
    self.envelopeID = EnvelopeID(id)
    self.source = source
    self.type = type
    self.time = time
    self.subject = subject
    self.dataSchema = dataSchema
    self.correlationID = correlationID
    self.causationID = causationID
    self.traceParent = traceParent
    self.traceState = traceState
    self.actor = actor
    self.data = data
  }
}

extension CloudEvent {
  /// What inboxes and books know the message by.
  public var id: MessageID { envelopeID.messageID }
}

extension CloudEvent: Equatable where Payload: Equatable {}

extension CloudEvent: Hashable where Payload: Hashable {}

extension CloudEvent: Codable {
  private enum CodingKeys: String, CodingKey {
    case specVersion = "specversion"
    case id, source, type, time, subject
    case dataContentType = "datacontenttype"
    case dataSchema = "dataschema"
    case correlationID = "correlationid"
    case causationID = "causationid"
    case traceParent = "traceparent"
    case traceState = "tracestate"
    case actor, data
    case dataBase64 = "data_base64"
  }

  /// Reads a structured-mode envelope; throws `DecodingError` with the path of the offending attribute or field.
  ///
  /// It takes what the contract says, and nothing besides: what is read in other forms too, `MessageCoder` reads.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let specVersion = try container.decode(String.self, forKey: .specVersion)
    guard specVersion == "1.0" else {
      throw DecodingError.dataCorruptedError(
        forKey: .specVersion, in: container, debugDescription: "is not \"1.0\"")
    }
    if let contentType = try container.decodeIfPresent(String.self, forKey: .dataContentType),
      let defect = MediaType.defect(ofData: contentType)
    {
      throw DecodingError.dataCorruptedError(forKey: .dataContentType, in: container, debugDescription: defect)
    }
    guard !container.contains(.dataBase64) else {
      throw DecodingError.dataCorruptedError(
        forKey: .dataBase64, in: container, debugDescription: "is not for a decoder that knows no base64")
    }
    envelopeID = try container.decode(EnvelopeID.self, forKey: .id)
    source = try container.decode(String.self, forKey: .source)
    type = try container.decode(String.self, forKey: .type)
    time = try container.decodeIfPresent(Timestamp.self, forKey: .time)
    subject = try container.decodeIfPresent(String.self, forKey: .subject)
    dataSchema = try container.decodeIfPresent(String.self, forKey: .dataSchema)
    correlationID = try container.decodeIfPresent(String.self, forKey: .correlationID)
    causationID = try container.decodeIfPresent(String.self, forKey: .causationID)
    traceParent = Self.readable(
      traceParent: try container.decodeIfPresent(String.self, forKey: .traceParent))
    traceState = Self.readable(
      traceState: try container.decodeIfPresent(String.self, forKey: .traceState), of: traceParent)
    actor = try container.decodeIfPresent(String.self, forKey: .actor)
    if let fieldless = Payload.self as? any FieldlessPayload.Type, let payload = fieldless.init() as? Payload {
      data = payload
    } else {
      data = try container.decode(Payload.self, forKey: .data)
    }
  }

  /// Reads the same of a text that was taken apart, without a container of its attributes.
  init(_ envelope: JSONPlace) throws {
    guard try envelope.required("specversion").text() == "1.0" else { throw JSONPlace.defect("is not \"1.0\"") }
    if let contentType = try envelope.textIfPresent("datacontenttype"),
      let defect = MediaType.defect(ofData: contentType)
    {
      throw JSONPlace.defect(defect)
    }
    guard envelope.field("data_base64") == nil else {
      throw JSONPlace.defect("is not for a decoder that knows no base64")
    }
    envelopeID = try envelope.required("id").decode(EnvelopeID.self)
    source = try envelope.required("source").text()
    type = try envelope.required("type").text()
    time = try envelope.field("time").flatMap { $0.isNull ? nil : try $0.decode(Timestamp.self) }
    subject = try envelope.textIfPresent("subject")
    dataSchema = try envelope.textIfPresent("dataschema")
    correlationID = try envelope.textIfPresent("correlationid")
    causationID = try envelope.textIfPresent("causationid")
    traceParent = Self.readable(traceParent: try envelope.textIfPresent("traceparent"))
    traceState = Self.readable(traceState: try envelope.textIfPresent("tracestate"), of: traceParent)
    actor = try envelope.textIfPresent("actor")
    if let fieldless = Payload.self as? any FieldlessPayload.Type, let payload = fieldless.init() as? Payload {
      data = payload
    } else {
      data = try envelope.required("data").decode(Payload.self)
    }
  }

  /// Reads a structured-mode envelope to the end, whatever is wrong with it; all of that is among the decoder's findings.
  init(collecting decoder: CollectingDecoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    _ = try container.decode(SpecVersion.self, forKey: .specVersion)
    _ = try container.decodeIfPresent(DataContentType.self, forKey: .dataContentType)
    envelopeID = try container.decode(EnvelopeID.self, forKey: .id)
    source = try container.decode(String.self, forKey: .source)
    type = try container.decode(String.self, forKey: .type)
    time = try container.decodeIfPresent(Timestamp.self, forKey: .time)
    subject = try container.decodeIfPresent(ReferenceText.self, forKey: .subject)?.text
    dataSchema = try container.decodeIfPresent(String.self, forKey: .dataSchema)
    correlationID = try container.decodeIfPresent(ReferenceText.self, forKey: .correlationID)?.text
    causationID = try container.decodeIfPresent(ReferenceText.self, forKey: .causationID)?.text
    traceParent = Self.readable(
      traceParent: try container.decodeIfPresent(LenientText.self, forKey: .traceParent)?.text)
    traceState = Self.readable(
      traceState: try container.decodeIfPresent(LenientText.self, forKey: .traceState)?.text, of: traceParent)
    actor = try container.decodeIfPresent(String.self, forKey: .actor)
    if let fieldless = Payload.self as? any FieldlessPayload.Type, let payload = fieldless.init() as? Payload {
      data = payload
    } else {
      data = try decoder.encodedData(Payload.self) ?? container.decode(Payload.self, forKey: .data)
    }
  }

  /// Writes the structured-mode envelope.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("1.0", forKey: .specVersion)
    try container.encode(envelopeID, forKey: .id)
    try container.encode(source, forKey: .source)
    try container.encode(type, forKey: .type)
    try container.encodeIfPresent(time, forKey: .time)
    try container.encodeIfPresent(subject, forKey: .subject)
    try container.encode("application/json", forKey: .dataContentType)
    try container.encodeIfPresent(dataSchema, forKey: .dataSchema)
    try container.encodeIfPresent(correlationID, forKey: .correlationID)
    try container.encodeIfPresent(causationID, forKey: .causationID)
    try container.encodeIfPresent(traceParent, forKey: .traceParent)
    try container.encodeIfPresent(traceState, forKey: .traceState)
    try container.encodeIfPresent(actor, forKey: .actor)
    try container.encode(data, forKey: .data)
  }
}

extension CloudEvent {
  /// Writes the structured-mode envelope as `encode` does, without a container of its attributes.
  func write(to text: UnsafeMutablePointer<JSONText>) throws {
    let depth = text.pointee.begin(isObject: true, at: 0)
    text.pointee.field("specversion", "1.0", in: depth)
    text.pointee.field("id", envelopeID.description, in: depth)
    text.pointee.field("source", source, in: depth)
    text.pointee.field("type", type, in: depth)
    text.pointee.field("time", time?.description, in: depth)
    text.pointee.field("subject", subject, in: depth)
    text.pointee.field("datacontenttype", "application/json", in: depth)
    text.pointee.field("dataschema", dataSchema, in: depth)
    text.pointee.field("correlationid", correlationID, in: depth)
    text.pointee.field("causationid", causationID, in: depth)
    text.pointee.field("traceparent", traceParent, in: depth)
    text.pointee.field("tracestate", traceState, in: depth)
    text.pointee.field("actor", actor, in: depth)
    text.pointee.key("data", in: depth)
    try JSONTextEncoder(text: text, depth: depth).write(data)
    text.pointee.close(to: 0)
  }
}

extension CloudEvent {
  /// A trace context that can be passed on; nil for what is malformed, for which no message is refused.
  ///
  /// What is no trace context for another reason begins a new trace where it is read.
  static func readable(traceParent text: String?) -> String? {
    var validator = Validator()
    validator.attribute(text, "traceparent")
    return validator.errors.isEmpty ? text : nil
  }

  /// What can be passed on with a trace context; nil without one, as W3C asks.
  static func readable(traceState text: String?, of traceParent: String?) -> String? {
    guard let text, traceParent != nil else { return nil }
    return readable(traceParent: text)
  }

  /// Attributes that break the envelope's limits: empty, longer than anybody needs, or with control characters.
  var brokenAttributes: [FieldError] {
    var validator = Validator()
    validator.source(source, "source")
    validator.attribute(type, "type")
    validator.attribute(subject, "subject")
    validator.attribute(dataSchema, "dataschema")
    validator.envelopeID(correlationID, "correlationid")
    validator.envelopeID(causationID, "causationid")
    validator.actor(actor)
    return validator.errors
  }
}

/// The version of CloudEvents that is spoken here.
private struct SpecVersion: Decodable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard try container.decode(String.self) == "1.0" else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "is not \"1.0\"")
    }
  }
}

/// What `data` are: always JSON.
private struct DataContentType: Decodable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let defect = MediaType.defect(ofData: try container.decode(String.self)) {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: defect)
    }
  }
}

/// A text, or anything else that is not worth refusing a message for.
private struct LenientText: Decodable {
  let text: String?

  init(from decoder: any Decoder) throws {
    text = try? decoder.singleValueContainer().decode(String.self)
  }
}
