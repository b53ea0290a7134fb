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
    try read(
      body, under: "data",
      decoding: { try decoder.decode(type, from: $0) }, collecting: { try CloudEvent(collecting: $0) },
      breaking: { $0.brokenAttributes + $0.data.brokenRules })
  }

  /// Reads a message in binary mode and checks it: attributes by their CloudEvents names, the payload as the body.
  public func decode<Payload: MessagePayload>(
    _ type: CloudEvent<Payload>.Type, attributes: [String: String], body: Data
  ) throws(MessageDefect) -> CloudEvent<Payload> {
    let body = body.isEmpty && Payload.self is any FieldlessPayload.Type ? Data("{}".utf8) : body
    let attributes = BinaryAttributes(attributes)
    let payload = try read(
      body, under: nil,
      decoding: { try decoder.decode(Payload.self, from: $0) }, collecting: { try $0.decode(Payload.self) },
      breaking: { payload in
        let message = attributes.message(with: payload)
        return attributes.errors + (message?.brokenAttributes ?? []) + payload.brokenRules
      })
    guard let message = attributes.message(with: payload) else { throw .undecodable }
    return message
  }

  /// Reads and checks a payload alone.
  public func decode<Payload: MessagePayload>(payload type: Payload.Type, from body: Data) throws(MessageDefect)
    -> Payload
  {
    try read(
      body, under: nil,
      decoding: { try decoder.decode(type, from: $0) }, collecting: { try $0.decode(type) },
      breaking: { $0.brokenRules })
  }

  /// Reads what can be read of an envelope in structured mode, whatever its `data` are.
  public func header(from body: Data) throws(MessageDefect) -> EnvelopeHeader {
    guard BodyScan(body) != .unreadable, let header = try? decoder.decode(EnvelopeHeader.self, from: body) else {
      throw .undecodable
    }
    return header
  }

  /// Reads a body the short way where it is above suspicion and decodes; else the long way, which finds all that is wrong.
  private func read<Value>(
    _ body: Data, under root: String?, decoding: (Data) throws -> Value,
    collecting: (CollectingDecoder) throws -> Value, breaking rules: (Value) -> [FieldError]
  ) throws(MessageDefect) -> Value {
    let scan = BodyScan(body)
    guard scan != .unreadable else { throw .undecodable }
    if scan == .plain, let value = try? decoding(body) {
      let errors = rules(value)
      guard errors.isEmpty else { throw MessageDefect(errors) }
      return value
    }
    return try collect(body, under: root, collecting: collecting, breaking: rules)
  }

  private func collect<Value>(
    _ body: Data, under root: String?, collecting: (CollectingDecoder) throws -> Value,
    breaking rules: (Value) -> [FieldError]
  ) throws(MessageDefect) -> Value {
    guard let json = JSONValue(message: body), case .object = json else { throw .undecodable }
    let findings = FieldFindings(under: root)
    let value = try? collecting(CollectingDecoder(value: json, path: .root, findings: findings))
    if let value { findings.add(rules(value)) }
    if let defect = findings.defect { throw defect }
    guard let value else { throw .undecodable }
    return value
  }
}

extension MessagePayload {
  /// What of it breaks the rules of its type.
  fileprivate var brokenRules: [FieldError] {
    var validator = Validator()
    validate(&validator)
    return validator.errors
  }
}
