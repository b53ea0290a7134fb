import Vocabulary

/// CloudEvents in binary mode: attributes as AMQP headers, `data` as the body (contract, Envelope).
public enum BinaryMode {
  /// The prefixes that attributes may carry as headers.
  private static let prefixes = ["ce-", "cloudEvents:", "cloudEvents_"]

  /// The CloudEvents attributes among a message's headers, by their names without the prefix.
  public static func attributes(of headers: [String: String]) -> [String: String] {
    headers.reduce(into: [:]) { attributes, header in
      guard let prefix = prefixes.first(where: { header.key.hasPrefix($0) }) else { return }
      attributes[String(header.key.dropFirst(prefix.utf8.count)).lowercased()] = header.value
    }
  }
}

extension CloudEvent {
  /// Puts attributes and payload together; throws the attributes that break the envelope's schema.
  init(attributes: [String: String], data: Payload) throws(MessageDefect) {
    var validator = Validator()
    validator.check(attributes["specversion"] == "1.0", "specversion", "is not \"1.0\"")
    for name in ["id", "source", "type"] { validator.check(attributes[name] != nil, name, "is missing") }
    let id = attributes["id"].flatMap { MessageID($0) }
    validator.check(id != nil || attributes["id"] == nil, "id", "is not a UUID")
    let time = attributes["time"].flatMap { Timestamp($0) }
    validator.check(time != nil || attributes["time"] == nil, "time", "is not an RFC 3339 time")
    guard let id, let source = attributes["source"], let type = attributes["type"], validator.errors.isEmpty else {
      throw .invalid(validator.errors)
    }
    self.init(
      id: id, source: source, type: type, time: time, subject: attributes["subject"],
      dataSchema: attributes["dataschema"], correlationID: attributes["correlationid"],
      causationID: attributes["causationid"], traceParent: attributes["traceparent"], data: data)
  }

  /// Attributes that are no CloudEvents strings: empty, longer than anybody needs, or with control characters.
  var brokenAttributes: [FieldError] {
    var validator = Validator()
    let attributes = [
      ("source", source), ("type", type), ("subject", subject), ("dataschema", dataSchema),
      ("correlationid", correlationID), ("causationid", causationID), ("traceparent", traceParent),
    ]
    for (name, value) in attributes { validator.line(value, name, maximum: Validator.maximumURLLength) }
    return validator.errors
  }
}
