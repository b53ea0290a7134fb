public import FoundationEssentials

/// Writes and reads messages as JSON; one value serves any number of tasks.
///
/// Reading checks everything: the JSON, the envelope, the payload's fields and its limits. What it throws says which
/// fields are wrong and never holds their values.
public struct MessageCoder: Sendable {
  private let decoder: JSONDecoder

  /// A coder.
  public init() {
    decoder = JSONDecoder()
  }

  /// Writes a message in structured mode: the whole envelope as one JSON object.
  public func encode<Payload>(_ message: CloudEvent<Payload>) throws -> Data {
    try JSONBytes.encode(message)
  }

  /// Writes a payload alone, to store it or to send it in binary mode.
  public func encode(payload: some Encodable) throws -> Data {
    try JSONBytes.encode(payload)
  }

  /// Reads a message in structured mode and checks it.
  public func decode<Payload: MessagePayload>(
    _ type: CloudEvent<Payload>.Type, from body: Data
  ) throws(MessageDefect) -> CloudEvent<Payload> {
    let message = try read(type, from: body, under: "data")
    try check(message)
    return message
  }

  /// Reads a message in binary mode and checks it: attributes by their CloudEvents names, the payload as the body.
  public func decode<Payload: MessagePayload>(
    _ type: CloudEvent<Payload>.Type, attributes: [String: String], body: Data
  ) throws(MessageDefect) -> CloudEvent<Payload> {
    let body = body.isEmpty && Payload.self is any FieldlessPayload.Type ? Data("{}".utf8) : body
    let payload = try read(Payload.self, from: body, under: nil)
    let message = try CloudEvent(attributes: attributes, data: payload)
    try check(message)
    return message
  }

  /// Reads and checks a payload alone.
  public func decode<Payload: MessagePayload>(payload type: Payload.Type, from body: Data) throws(MessageDefect)
    -> Payload
  {
    let payload = try read(type, from: body, under: nil)
    try check(payload, and: [])
    return payload
  }

  /// Reads what can be read of an envelope in structured mode, whatever its `data` are.
  public func header(from body: Data) throws(MessageDefect) -> EnvelopeHeader {
    try read(EnvelopeHeader.self, from: body, under: nil)
  }

  private func read<Value: Decodable>(
    _ type: Value.Type, from body: Data, under root: String?
  ) throws(MessageDefect) -> Value {
    do {
      return try decoder.decode(type, from: body)
    } catch {
      let defect = (error as? DecodingError).map { MessageDefect($0, under: root) } ?? .undecodable
      guard defect == .undecodable, let object = try? decoder.decode(JSONObject.self, from: body) else { throw defect }
      let numbers = UnrepresentableNumber.fields(in: object, under: root)
      throw numbers.isEmpty ? defect : .invalid(numbers)
    }
  }

  private func check<Payload: MessagePayload>(_ message: CloudEvent<Payload>) throws(MessageDefect) {
    try check(message.data, and: message.brokenAttributes)
  }

  private func check(_ payload: some MessagePayload, and found: [FieldError]) throws(MessageDefect) {
    var validator = Validator()
    payload.validate(&validator)
    let errors = found + validator.errors
    guard errors.isEmpty else { throw .invalid(errors) }
  }
}
