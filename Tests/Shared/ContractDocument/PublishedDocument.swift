import Foundation
import Messages
import Testing

/// The document that is published.
enum PublishedDocument {
  /// As it lies in the repository.
  static func json() throws -> JSONValue {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    let file = root.appending(path: "Shared/ContractDocument/Published/asyncapi.json").standardized
    return try #require(JSONValue(json: Data(contentsOf: file)))
  }
}

extension JSONValue {
  /// The value at a path of keys.
  func at(_ path: [String]) -> JSONValue? {
    path.reduce(into: JSONValue?.some(self)) { value, key in
      if case .object(let fields)? = value { value = fields[key] } else { value = nil }
    }
  }

  /// The same with another value at a path of keys, or with none.
  func setting(_ path: [String], to value: JSONValue?) -> JSONValue {
    guard let key = path.first else { return value ?? .null }
    guard case .object(var fields) = self else { return self }
    fields[key] = path.count == 1 ? value : (fields[key] ?? .object([:])).setting(Array(path.dropFirst()), to: value)
    return .object(fields)
  }

  /// The keys of an object, in the order of the alphabet.
  var keys: [String] { if case .object(let fields) = self { fields.keys.sorted() } else { [] } }

  /// The texts of a list.
  var texts: [String] {
    guard case .array(let items) = self else { return [] }
    return items.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }

  /// The text.
  var text: String? { if case .string(let text) = self { text } else { nil } }

  /// The number.
  var number: Int? { if case .integer(let number) = self { number } else { nil } }
}
