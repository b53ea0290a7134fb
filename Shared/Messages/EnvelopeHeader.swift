/// What can be read of an envelope whose message breaks its schema.
///
/// With it the message can still be routed, logged and answered. Everything may be absent: an attribute that is no string
/// counts as absent, and so does one that breaks the envelope's limits, so that what is made from it keeps them.
public struct EnvelopeHeader: Hashable, Sendable {
  /// The CloudEvents version.
  public var specVersion: String?
  /// The message's identity; maybe no UUID.
  public var id: String?
  /// Who sent it.
  public var source: String?
  /// The message type's text; maybe unknown.
  public var type: String?
  /// When it was made; maybe no time.
  public var time: String?
  /// The id of the thing that the message is about.
  public var subject: String?
  /// The first message of the story.
  public var correlationID: String?
  /// The `id` of the message that caused this one.
  public var causationID: String?
  /// W3C trace context.
  public var traceParent: String?
  /// What other systems have to say of the trace.
  public var traceState: String?
  /// Who decided (A2).
  public var actor: String?

  /// Takes attributes by their CloudEvents names, as binary mode carries them.
  public init(attributes: [String: String]) {
    self.init { attributes[$0.rawValue] }
  }

  /// Takes attributes out of an envelope in JSON, ids also where they are whole numbers.
  init(json: JSONObject) {
    self.init { key in
      switch (key, json[key.rawValue]) {
      case (_, .string(let text)?): text
      case (.id, let value?), (.subject, let value?), (.correlationID, let value?), (.causationID, let value?):
        (try? value.wholeNumber()) ?? nil
      default: nil
      }
    }
  }

  private init(_ attribute: (CodingKeys) -> String?) {
    func read(_ key: CodingKeys) -> String? {
      var validator = Validator()
      let text = attribute(key)
      switch key {
      case .id, .correlationID, .causationID: validator.envelopeID(text, key.rawValue)
      case .actor: validator.actor(text)
      case .source: validator.source(text, key.rawValue)
      case .specVersion, .type, .time, .subject, .traceParent, .traceState: validator.attribute(text, key.rawValue)
      }
      return validator.errors.isEmpty ? text : nil
    }
    specVersion = read(.specVersion)
    id = read(.id)
    source = read(.source)?.composed
    type = read(.type)
    time = read(.time)
    subject = read(.subject)
    correlationID = read(.correlationID)
    causationID = read(.causationID)
    traceParent = read(.traceParent)
    traceState = read(.traceState)
    actor = read(.actor)?.composed
  }
}

extension EnvelopeHeader: Decodable {
  private enum CodingKeys: String, CodingKey {
    case specVersion = "specversion"
    case id, source, type, time, subject
    case correlationID = "correlationid"
    case causationID = "causationid"
    case traceParent = "traceparent"
    case traceState = "tracestate"
    case actor
  }

  /// Reads what is there; throws only where there is no JSON object.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init { try? container.decode(String.self, forKey: $0) }
  }
}
