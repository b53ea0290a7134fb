import Foundation
import Messages

/// A value in a fixture's `data` that holds no other, and how an answer names its field.
struct Leaf: Sendable {
  enum Step: Hashable, Sendable {
    case key(String)
    case index(Int)
  }

  let steps: [Step]
  let value: JSONValue

  /// `candidate.email`, `zones[1]`.
  var field: String {
    steps.reduce(into: "") { field, step in
      switch step {
      case .key(let key): field += field.isEmpty ? key : ".\(key)"
      case .index(let index): field += "[\(index)]"
      }
    }
  }

  /// All of them in a fixture, less what no version knows.
  static func all(of fixture: String) throws -> [Leaf] {
    leaves(in: .object(try Fixture.knownData(of: Fixture.body(fixture))), at: [])
  }

  private static func leaves(in value: JSONValue, at steps: [Step]) -> [Leaf] {
    switch value {
    case .object(let fields):
      fields.sorted { $0.key < $1.key }.filter { $0.key != Fixture.unknownKey }
        .flatMap { leaves(in: $0.value, at: steps + [.key($0.key)]) }
    case .array(let items): items.enumerated().flatMap { leaves(in: $0.element, at: steps + [.index($0.offset)]) }
    default: [Leaf(steps: steps, value: value)]
    }
  }

  /// A message whose data have another value here.
  func replaced(in data: JSONValue, by value: JSONValue, after done: Int = 0) -> JSONValue {
    guard done < steps.count else { return value }
    switch (steps[done], data) {
    case (.key(let key), .object(var fields)):
      fields[key] = replaced(in: fields[key] ?? .null, by: value, after: done + 1)
      return .object(fields)
    case (.index(let index), .array(var items)):
      items[index] = replaced(in: items[index], by: value, after: done + 1)
      return .array(items)
    default: return data
    }
  }
}

/// A fixture whose data are changed leaf by leaf, as bytes; texts may be written as no JSON writer would.
struct Mutation {
  private var data: JSONValue
  private var rest: JSONObject
  private var raw: [String: String] = [:]

  init(_ fixture: String) throws {
    rest = try JSONDecoder().decode(JSONObject.self, from: Fixture.body(fixture))
    data = rest["data"] ?? .object([:])
  }

  mutating func put(_ value: JSONValue, at leaf: Leaf) {
    data = leaf.replaced(in: data, by: value)
  }

  /// Puts what stands in the JSON text as it is, such as a number that is none or half a surrogate pair.
  mutating func put(raw text: String, at leaf: Leaf) {
    let mark = "raw-\(raw.count)-"
    raw["\"\(mark)\""] = text
    put(.string(mark), at: leaf)
  }

  mutating func put(_ value: JSONValue, envelope attribute: String) { rest[attribute] = value }

  func body() throws -> Data {
    var envelope = rest
    envelope["data"] = data
    let text = String(decoding: try JSONEncoder().encode(envelope), as: UTF8.self)
    return Data(raw.reduce(text) { $0.replacing($1.key, with: $1.value) }.utf8)
  }
}

/// What reading a message says of it.
enum Reading {
  /// The defect of a message of a type of the contract; nil where it is read.
  static func defect(_ fixture: String, _ body: Data) throws -> MessageDefect? {
    guard let type = Contract.messages.first(where: { Fixture.name(of: $0.messageType) == fixture }) else {
      throw CocoaError(.fileNoSuchFile)
    }
    return defect(type, body)
  }

  private static func defect<Payload: MessagePayload>(_ type: Payload.Type, _ body: Data) -> MessageDefect? {
    do throws(MessageDefect) {
      _ = try MessageCoder().decode(CloudEvent<Payload>.self, from: body)
      return nil
    } catch {
      return error
    }
  }

  /// The fields that are named; nil where the message is read, or cannot be.
  static func fields(_ fixture: String, _ body: Data) throws -> [String]? {
    guard case .invalid(let errors, _)? = try defect(fixture, body) else { return nil }
    return errors.map(\.field)
  }
}
