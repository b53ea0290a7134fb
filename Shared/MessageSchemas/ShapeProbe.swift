import Messages
import Vocabulary

extension FieldShape {
  /// The shape of a type, as its own way of decoding tells it; nil when it takes none of the sample texts.
  ///
  /// The contract is Swift types without a schema beside them. So the type is decoded from a decoder that has a fitting
  /// answer to everything, and writes down what it was asked for.
  package static func of(_ type: any Decodable.Type) -> FieldShape? {
    (try? probe(type))?.shape
  }

  /// `enclosing` are the types that are being looked at already: one that lists its own kind is not followed for ever.
  package static func probe<Value: Decodable>(
    _ type: Value.Type, enclosing: [ObjectIdentifier] = []
  ) throws -> (value: Value, shape: FieldShape) {
    let texts = (type as? any ClosedEnumeration.Type)?.texts
    for sample in texts?.map({ Sample(text: $0, syntax: nil) }) ?? Sample.all {
      let probe = ShapeProbe(sample: sample, enclosing: enclosing + [ObjectIdentifier(type)])
      guard let value = try? Value(from: probe) else { continue }
      if let texts { return (value, .choice(texts)) }
      // A type without fields asks for nothing.
      return (value, type == JSONValue.self ? .anything : probe.shape ?? .object([]))
    }
    throw ShapeUnknown(codingPath: [], type: type)
  }
}

/// No sample fits a type.
struct ShapeUnknown: Error {
  let codingPath: [any CodingKey]
  let type: any Any.Type
}

extension ClosedEnumeration {
  fileprivate static var texts: [String] { allCases.map(\.rawValue) }
}

/// A text that some type of the vocabulary takes, and what to call such texts.
struct Sample {
  let text: String
  let syntax: String?

  /// Free text is first: what takes it follows no syntax.
  static let all = [
    Sample(text: "text", syntax: nil),
    Sample(text: "01930000-0000-7000-8000-000000000000", syntax: "UUID"),
    Sample(text: "2026-01-31T12:00:00Z", syntax: "RFC 3339 time"),
    Sample(text: "2026-01-31", syntax: "day"),
    Sample(text: "ada@example.org", syntax: "e-mail address"),
    Sample(text: "J62.01", syntax: "NACE code"),
    Sample(text: "FR-59", syntax: "ISO 3166 code"),
    Sample(text: "732829320", syntax: "SIREN"),
    Sample(text: "email:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", syntax: "identity key"),
  ]
}

/// Answers whatever it is asked for, and writes it down.
final class ShapeProbe: Decoder {
  let sample: Sample
  let enclosing: [ObjectIdentifier]
  var shape: FieldShape?
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]

  init(sample: Sample, enclosing: [ObjectIdentifier]) {
    self.sample = sample
    self.enclosing = enclosing
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    if shape == nil { shape = .object([]) }
    return KeyedDecodingContainer(KeyedProbe(probe: self))
  }

  func unkeyedContainer() -> any UnkeyedDecodingContainer {
    ListProbe(probe: self)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer {
    ScalarProbe(probe: self)
  }

  func note(_ field: FieldShape.Field) {
    shape = .object((shape?.fields ?? []).filter { $0.name != field.name } + [field])
  }
}
