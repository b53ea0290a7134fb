import AMQPClient
import Crypto
import FoundationEssentials
internal import MessageSchemas
import Messages
import Vocabulary

/// What a letter's data become, held against the contract before anybody sends it.
package struct LetterEdit: Sendable {
  /// The whole body with the new data.
  package let body: Data
  /// The fields that were changed, by their paths.
  package let fields: [String]

  /// The SHA-256 of the body.
  package var contentHash: Data { Data(SHA256.hash(data: body)) }

  /// Changes the data of a letter: first by a JSON merge patch (RFC 7396), then field by field.
  ///
  /// Throws a failure that names what is wrong, by fields and never by values.
  package init(
    _ letter: DeadLetter, patch: JSONObject, assignments: [FieldAssignment]
  ) throws(CommandFailure) {
    try self.init(
      letter, naming: patch.keys.sorted() + assignments.map(\.field)
    ) { former, shape throws(CommandFailure) in
      try CommandData.build(shape: shape, from: Self.merge(patch, into: former), assignments)
    }
  }

  /// Puts other data in the place of a letter's.
  ///
  /// Throws a failure that names what is wrong, by fields and never by values.
  package init(_ letter: DeadLetter, data: JSONObject) throws(CommandFailure) {
    let former = Self.data(of: letter) ?? [:]
    let changed = Set(former.keys).union(data.keys).filter { former[$0] != data[$0] }
    try self.init(letter, naming: changed.sorted()) { _, _ in data }
  }

  private init(
    _ letter: DeadLetter, naming named: [String],
    _ change: (_ former: JSONObject, FieldShape) throws(CommandFailure) -> JSONObject
  ) throws(CommandFailure) {
    guard let payload = Self.payload(of: letter) else {
      throw CommandFailure(
        .usage, "letter \(letter.id) is of no type of the contract, so nobody can say what its data should be")
    }
    guard case .object(let message)? = JSONValue(json: letter.delivery.body) else {
      throw CommandFailure(.usage, "letter \(letter.id) is no JSON object: discard it, and have it sent anew")
    }
    let isBinary = DeadLetter.attributes(of: letter.delivery) != nil
    let former = isBinary ? message : Self.data(of: message)
    let data = try change(former, FieldShape.of(payload) ?? .anything)
    fields = named.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    guard data != former else { throw CommandFailure(.usage, "that changes nothing in letter \(letter.id)") }
    var edited = message
    if isBinary {
      edited = data
    } else {
      edited["data"] = .object(data)
      edited["data_base64"] = nil
    }
    do {
      body = Data(try JSONLine.text(edited).utf8)
    } catch {
      throw CommandFailure(.failure, "the new data cannot be written as JSON")
    }
    if let problem = Self.defect(of: body, letter, payload)?.problem {
      throw CommandFailure(.rejected, "the new data break the contract: \(problem.detail)")
    }
  }

  /// The data that a letter has; nil where it is no JSON object of a type of the contract, and cannot be edited.
  package static func data(of letter: DeadLetter) -> JSONObject? {
    guard payload(of: letter) != nil, case .object(let message)? = JSONValue(json: letter.delivery.body) else {
      return nil
    }
    return DeadLetter.attributes(of: letter.delivery) != nil ? message : data(of: message)
  }

  /// The data of an envelope, as they stand or in base64; none where they are no object.
  private static func data(of message: JSONObject) -> JSONObject {
    if case .object(let data)? = message["data"] { return data }
    guard case .string(let text)? = message["data_base64"], let bytes = Data(base64Encoded: text),
      case .object(let data)? = JSONValue(json: bytes)
    else { return [:] }
    return data
  }

  /// RFC 7396: what is null goes, objects are merged, anything else is replaced.
  private static func merge(_ patch: JSONObject, into object: JSONObject) -> JSONObject {
    var result = object
    for (key, value) in patch {
      switch value {
      case .null: result[key] = nil
      case .object(let inner):
        let former: JSONObject = if case .object(let former)? = object[key] { former } else { [:] }
        result[key] = .object(merge(inner, into: former))
      default: result[key] = value
      }
    }
    return result
  }

  private static func payload(of letter: DeadLetter) -> (any MessagePayload.Type)? {
    Contract.messages.first { $0.messageType.description == letter.type }
  }

  private static func defect<Payload: MessagePayload>(
    of body: Data, _ letter: DeadLetter, _ payload: Payload.Type
  ) -> MessageDefect? {
    do throws(MessageDefect) {
      if let attributes = DeadLetter.attributes(of: letter.delivery) {
        _ = try MessageCoder().decode(
          CloudEvent<Payload>.self, attributes: attributes, body: body, days: StatedDays())
      } else {
        _ = try MessageCoder().decode(CloudEvent<Payload>.self, from: body, days: StatedDays())
      }
      return nil
    } catch {
      return error
    }
  }
}
