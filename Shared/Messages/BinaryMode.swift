import Vocabulary

/// CloudEvents in binary mode: attributes as AMQP headers, `data` as the body (contract, Envelope).
public enum BinaryMode {
  /// The prefixes that attributes may carry as headers.
  private static let prefixes = ["ce-", "cloudEvents:", "cloudEvents_"]

  /// The CloudEvents attributes among a message's headers, by their names without the prefix.
  ///
  /// An attribute that headers disagree on is none: in its place is its name after `!`, which no attribute has in its own,
  /// and what decodes the message refuses it. So it does not matter which header is read first.
  public static func attributes(of headers: [String: String]) -> [String: String] {
    headers.reduce(into: [:]) { attributes, header in
      guard let name = attribute(of: header.key) else { return }
      guard attributes["!" + name] == nil else { return }
      guard let other = attributes.updateValue(header.value, forKey: name), other != header.value else { return }
      attributes[name] = nil
      attributes["!" + name] = ""
    }
  }

  /// The same, where headers that are no texts are known too, by their keys: an actor must be one (A2).
  public static func attributes(of headers: [String: String], others: some Sequence<String>) -> [String: String] {
    var attributes = attributes(of: headers)
    for key in others where attribute(of: key) == "actor" {
      attributes["actor"] = nil
      attributes["!actor"] = noText
    }
    return attributes
  }

  /// The attribute that a header carries; nil where it carries none.
  private static func attribute(of header: String) -> String? {
    prefixes.first { header.hasPrefix($0) }.map { header.dropFirst($0.utf8.count).lowercased() }
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

  init(_ attributes: [String: String]) {
    self.attributes = attributes
    id = attributes["id"].map { EnvelopeID($0) }
    time = attributes["time"].flatMap { Timestamp($0) }
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
    validator.check(time != nil || attributes["time"] == nil, "time", "is not an RFC 3339 time")
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
