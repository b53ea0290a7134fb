import Messages

/// The fields of an event, as one audience may see them, under their names in the contract.
///
/// They are written once, for all who are told of the event; templates read them where they stand, and the notification passes
/// them on as they are.
package struct EventFields: Sendable {
  private static let none = JSONDocument(Array("{}".utf8))!

  /// An object in JSON, without spaces and with names that need no escapes.
  let document: JSONDocument

  /// The fields of an event; throws where a value cannot be written as JSON.
  init(fieldsOf event: some Encodable) throws {
    document = JSONDocument(try JSONBytes.bytes(of: event)) ?? Self.none
  }

  /// No fields.
  init() {
    document = Self.none
  }

  /// A field; nil where there is none.
  subscript(name: String) -> JSONElement? { document.root[name] }

  /// The same with another value for a field, behind the others; without the field where there is no value.
  func with(_ name: String, _ value: JSONValue?) -> EventFields { with([(name, value)]) }

  /// The same without a field.
  func without(_ name: String) -> EventFields { document.root[name] == nil ? self : with(name, nil) }

  /// The same with other values for some fields, behind the others; without those that have no value.
  func with(_ changes: [(name: String, value: JSONValue?)]) -> EventFields {
    let kept = document.root.namedFields.filter { field in !changes.contains { $0.name == field.name } }
    let added = changes.compactMap { change in change.value.map { (name: change.name, value: $0) } }
    return EventFields(
      pieces: kept.map { ($0.name, Self.json($0.value)) } + added.map { ($0.name, Self.json($0.value)) })
  }

  /// The same with fields of another object that it has not.
  func with(missing other: JSONElement) -> EventFields {
    with(other.namedFields.filter { self[$0.name] == nil }.map { ($0.name, $0.value.value) })
  }

  private init(pieces: [(name: String, json: [UInt8])]) {
    var bytes = Array("{".utf8)
    for piece in pieces {
      if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
      bytes += Self.json(.string(piece.name))
      bytes.append(UInt8(ascii: ":"))
      bytes += piece.json
    }
    bytes.append(UInt8(ascii: "}"))
    document = JSONDocument(bytes) ?? Self.none
  }

  private static func json(_ element: JSONElement) -> [UInt8] {
    var text: [UInt8] = []
    element.write(to: &text)
    return text
  }

  /// Numbers that JSON has no form for are in no event: it was read from JSON.
  private static func json(_ value: JSONValue) -> [UInt8] { (try? JSONBytes.bytes(of: value)) ?? Array("null".utf8) }
}

extension EventFields: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral fields: (String, JSONValue)...) {
    self.init(pieces: fields.map { ($0.0, Self.json($0.1)) })
  }
}

extension EventFields: Codable {
  /// Reads what was kept while its notification waited.
  package init(from decoder: any Decoder) throws {
    try self.init(fieldsOf: decoder.singleValueContainer().decode(JSONObject.self))
  }

  package func encode(to encoder: any Encoder) throws { try document.encode(to: encoder) }
}
