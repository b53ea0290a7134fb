import FoundationEssentials
import Messages

/// Samples of messages: whole envelopes with every optional field filled, a file for each type.
struct Fixtures: Sendable {
  /// The envelopes by type, without `coopt.`: `members.join.v1`.
  private let envelopes: [String: JSONObject]

  /// Reads a folder; throws where a file is no JSON object.
  init(folder: String) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted()
    var envelopes: [String: JSONObject] = [:]
    for name in names {
      guard let content = FileManager.default.contents(atPath: "\(folder)/\(name)"),
        case .object(let envelope)? = JSONValue(json: content)?.withoutLaterKeys
      else { throw ContractDefects(sentences: ["\(folder)/\(name) is no JSON object"]) }
      envelopes[String(name.dropLast(".json".count))] = envelope
    }
    self.envelopes = envelopes
  }

  /// The envelope of a type; nil where there is no sample.
  subscript(type: MessageType) -> JSONObject? { envelopes["\(type.routingKey).v\(type.version)"] }

  /// The `data` of every sample, in the order of their names.
  var allData: [JSONValue] { envelopes.sorted { $0.key < $1.key }.compactMap { $0.value["data"] } }
}

extension JSONValue {
  /// Less the keys by which samples show that a later version may add some.
  fileprivate var withoutLaterKeys: JSONValue {
    switch self {
    case .object(let fields):
      .object(fields.filter { !["laterField", "laterattribute"].contains($0.key) }.mapValues(\.withoutLaterKeys))
    case .array(let items): .array(items.map(\.withoutLaterKeys))
    default: self
    }
  }
}
