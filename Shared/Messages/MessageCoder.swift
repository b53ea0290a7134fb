public import FoundationEssentials

/// Writes and reads messages as JSON; one value serves any number of tasks.
///
/// Reading checks everything: the JSON, the envelope, the payload's fields and its limits. What it throws says which
/// fields are wrong and never holds their values.
public struct MessageCoder: Sendable {
  /// Who wrote what a coder reads.
  public enum Writers: Sendable {
    /// Anybody: a key that comes twice with different values is looked for, since every reader takes another of them.
    case anybody
    /// Programs of ours, whose keys come once.
    case services
  }

  private let writers: Writers

  /// A coder, for what anybody writes unless said otherwise.
  public init(reading writers: Writers = .anybody) {
    self.writers = writers
  }

  /// Writes a message in structured mode: the whole envelope as one JSON object.
  public func encode<Payload>(_ message: CloudEvent<Payload>) throws -> Data {
    var text = JSONText()
    try withUnsafeMutablePointer(to: &text) { try message.write(to: $0) }
    return Data(text.bytes)
  }

  /// Writes a payload alone, to store it or to send it in binary mode.
  public func encode(payload: some Encodable) throws -> Data {
    try JSONBytes.encode(payload)
  }

  /// Reads a message in structured mode and checks it; a day stands for its begin where `days` are given.
  public func decode<Payload: MessagePayload>(
    _ type: CloudEvent<Payload>.Type, from body: Data, days: StatedDays? = nil
  ) throws(MessageDefect) -> CloudEvent<Payload> {
    try read(
      body, under: "data", days: days,
      decoding: { try JSONBytes.read($0) { try CloudEvent<Payload>($0) } },
      collecting: { try CloudEvent(collecting: $0) },
      breaking: { $0.brokenAttributes + $0.data.brokenRules })
  }

  /// Reads a message in binary mode and checks it: attributes by their CloudEvents names, the payload as the body; a day
  /// stands for its begin where `days` are given.
  public func decode<Payload: MessagePayload>(
    _ type: CloudEvent<Payload>.Type, attributes: [String: String], body: Data, days: StatedDays? = nil
  ) throws(MessageDefect) -> CloudEvent<Payload> {
    let body = body.isEmpty && Payload.self is any FieldlessPayload.Type ? Data("{}".utf8) : body
    let attributes = BinaryAttributes(attributes, days: days)
    let payload = try read(
      body, under: nil, days: days,
      decoding: { try JSONBytes.read(Payload.self, from: $0) }, collecting: { try $0.decode(Payload.self) },
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
      body, under: nil, days: nil,
      decoding: { try JSONBytes.read(type, from: $0) }, collecting: { try $0.decode(type) },
      breaking: { $0.brokenRules })
  }

  /// Reads what can be read of an envelope in structured mode, whatever its `data` are.
  public func header(from body: Data) throws(MessageDefect) -> EnvelopeHeader {
    guard BodyScan(body) != .unreadable else { throw .undecodable }
    let text = body.starts(with: [0xEF, 0xBB, 0xBF]) ? body.dropFirst(3) : body
    guard let header = try? JSONBytes.read(EnvelopeHeader.self, from: text) else { throw .undecodable }
    guard header.id == nil, case .object(let attributes)? = JSONValue(message: text) else { return header }
    return EnvelopeHeader(json: attributes)
  }

  /// Reads a body the short way where it is above suspicion and decodes; else the long way, which finds all that is wrong.
  private func read<Value>(
    _ body: Data, under root: String?, days: StatedDays?, decoding: (Data) throws -> Value,
    collecting: (CollectingDecoder) throws -> Value, breaking rules: (Value) -> [FieldError]
  ) throws(MessageDefect) -> Value {
    let scan = BodyScan(body)
    guard scan != .unreadable else { throw .undecodable }
    if scan == .plain, writers == .services || KeyScan.arePlain(in: body), let value = try? decoding(body) {
      let errors = rules(value)
      guard errors.isEmpty else { throw MessageDefect(errors) }
      return value
    }
    return try collect(body, under: root, days: days, collecting: collecting, breaking: rules)
  }

  private func collect<Value>(
    _ body: Data, under root: String?, days: StatedDays?, collecting: (CollectingDecoder) throws -> Value,
    breaking rules: (Value) -> [FieldError]
  ) throws(MessageDefect) -> Value {
    guard let json = JSONValue(message: body), case .object = json else { throw .undecodable }
    let findings = FieldFindings(under: root, days: days)
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
