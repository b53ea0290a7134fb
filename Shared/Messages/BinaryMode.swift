import Vocabulary

/// CloudEvents in binary mode: attributes as AMQP headers, `data` as the body (contract, Envelope).
public enum BinaryMode {
  /// The prefixes that attributes may carry as headers, in lower case; they count in any.
  private static let prefixes = ["ce-", "cloudevents:", "cloudevents_"]

  /// What a header holds, as far as an attribute may be made of it.
  public enum HeaderValue: Hashable, Sendable {
    /// A text.
    case text(String)
    /// A whole number: an id, where it is one of those.
    case integer(Int64)
    /// Seconds since 1970, as AMQP has a kind for: a time.
    case seconds(UInt64)
    /// Anything else.
    case other

    /// The value out of what an AMQP client knows of it: the first that is not nil.
    public init(text: String?, integer: Int64?, seconds: UInt64?) {
      self =
        text.map(Self.text) ?? integer.map(Self.integer) ?? seconds.map(Self.seconds) ?? .other
    }

    /// The attribute that it is; nil where it has no meaning as that, or more than one.
    fileprivate func attribute(_ name: String) -> String? {
      switch self {
      case .text(let text): return text
      case .integer(let integer):
        return ["id", "subject", "correlationid", "causationid"].contains(name) ? String(integer) : nil
      case .seconds(let seconds):
        let latest = UInt64(Timestamp.latest.microseconds / 1_000_000)
        guard name == "time", seconds <= latest else { return nil }
        return Timestamp(microseconds: Int64(seconds) * 1_000_000).description
      case .other: return nil
      }
    }
  }

  /// The CloudEvents attributes among a message's headers, by their names without the prefix.
  ///
  /// An attribute that headers disagree on is none: in its place is its name after `!`, which no attribute has in its own,
  /// and what decodes the message refuses it. So it does not matter which header is read first. The same is done with one
  /// that is no text, nor what has one meaning as the text.
  public static func attributes(of headers: [String: HeaderValue]) -> [String: String] {
    headers.reduce(into: [:]) { attributes, header in
      guard let name = attribute(of: header.key) else { return }
      guard let value = header.value.attribute(name) else {
        attributes[name] = nil
        attributes["!" + name] = noText
        return
      }
      guard attributes["!" + name] == nil else { return }
      guard let other = attributes.updateValue(value, forKey: name), other != value else { return }
      attributes[name] = nil
      attributes["!" + name] = ""
    }
  }

  /// The same of headers that are texts.
  public static func attributes(of headers: [String: String]) -> [String: String] {
    attributes(of: headers.mapValues(HeaderValue.text))
  }

  /// The attribute that a header carries; nil where it carries none.
  private static func attribute(of header: String) -> String? {
    // A header of any length is somebody else's.
    guard header.utf8.count <= 64 else { return nil }
    let name = header.lowercased()
    return prefixes.first { name.hasPrefix($0) }.map { String(name.dropFirst($0.utf8.count)) }
  }

  /// What stands in the place of an attribute that is no text.
  fileprivate static let noText = "no text"

  /// The attributes of the envelope that headers disagree on, or that are no texts.
  static func disputed(_ attributes: [String: String]) -> Set<String> {
    let known: Set = [
      "specversion", "id", "source", "type", "time", "subject", "datacontenttype", "dataschema", "correlationid",
      "causationid", "traceparent", "tracestate", "actor",
    ]
    return known.filter { attributes["!" + $0] != nil }
  }
}

/// An envelope's attributes out of headers: what they say, and what of it breaks the envelope's schema.
struct BinaryAttributes {
  private let attributes: [String: String]
  private let id: EnvelopeID?
  private let time: Timestamp?
  /// What is wrong with them.
  let errors: [FieldError]

  init(_ attributes: [String: String], days: StatedDays? = nil) {
    self.attributes = attributes
    id = attributes["id"].map { EnvelopeID($0) }
    time = attributes["time"].flatMap { text in
      Timestamp(text) ?? days.flatMap { days in CalendarDay(text).map(days.begin) }
    }
    var validator = Validator()
    let disputed = BinaryMode.disputed(attributes)
    for name in disputed.sorted() where !name.hasPrefix("trace") {
      let isText = attributes["!" + name] != BinaryMode.noText
      validator.report(name, isText ? "is given by headers that disagree" : "is no text")
    }
    let version = attributes["specversion"]
    validator.check(version == "1.0" || disputed.contains("specversion"), "specversion", "is not \"1.0\"")
    for name in ["id", "source", "type"] where !disputed.contains(name) {
      validator.check(attributes[name] != nil, name, "is missing")
    }
    if let defect = id?.defect { validator.report("id", defect) }
    if time == nil, let text = attributes["time"] { validator.report("time", Timestamp.defect(of: text)) }
    if let defect = attributes["datacontenttype"].flatMap(MediaType.defect) {
      validator.report("datacontenttype", defect)
    }
    errors = validator.errors
  }

  /// The message that they and a payload make; nil where they break the schema.
  func message<Payload>(with data: Payload) -> CloudEvent<Payload>? {
    guard let id, let source = attributes["source"], let type = attributes["type"], errors.isEmpty else { return nil }
    let traceParent = CloudEvent<Payload>.readable(traceParent: attributes["traceparent"])
    var event = CloudEvent(
      id: id.messageID, source: source, type: type, time: time, subject: attributes["subject"],
      dataSchema: attributes["dataschema"], correlationID: attributes["correlationid"],
      causationID: attributes["causationid"],
      traceParent: traceParent,
      traceState: CloudEvent<Payload>.readable(traceState: attributes["tracestate"], of: traceParent),
      actor: attributes["actor"], data: data)
    event.envelopeID = id
    return event
  }
}
