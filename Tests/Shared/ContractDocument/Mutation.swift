import ContractDocument
import Messages
import TestStack
import Testing

/// A change to the real document, at a place that a generator chooses, and what has to be said of it.
struct Mutation: CustomTestStringConvertible, Sendable {
  /// What has to be among the changes that are found.
  struct Expected: Sendable {
    let kind: ContractChange.Kind
    let verdict: ContractChange.Verdict
    /// What the sentence names.
    var naming: String?
  }

  let testDescription: String
  let expected: Expected
  private let change: @Sendable (JSONValue, inout SeededGenerator) -> JSONValue?

  init(
    _ description: String, _ kind: ContractChange.Kind, _ verdict: ContractChange.Verdict, naming: String? = nil,
    change: @escaping @Sendable (JSONValue, inout SeededGenerator) -> JSONValue?
  ) {
    testDescription = description
    expected = Expected(kind: kind, verdict: verdict, naming: naming)
    self.change = change
  }

  /// The document with the change.
  func applied(to document: JSONValue, _ generator: inout SeededGenerator) -> JSONValue? {
    change(document, &generator)
  }
}

/// Places in a document that are chosen by chance.
struct Places {
  let document: JSONValue

  /// Operations that are sent by others, told to people, or told to finance.
  enum Direction: Sendable {
    case sent, told, finance
  }

  func operations(_ direction: Direction) -> [String] {
    (document.at(["operations"])?.keys ?? []).filter { id in
      switch direction {
      case .sent: id.hasPrefix("commands.") || id.hasPrefix("integration.")
      case .finance: id.hasPrefix("notifications.finance.")
      case .told: id.hasPrefix("notifications.") && !id.hasPrefix("notifications.finance.")
      }
    }
  }

  /// The data of an operation's message, as a path of the document.
  func schema(of operation: String) -> [String]? {
    guard case .array(let messages)? = document.at(["operations", operation, "messages"]),
      case .object(let reference)? = messages.first, let text = reference["$ref"]?.text,
      let name = text.split(separator: "/").last
    else { return nil }
    return ["components", "schemas", String(name)]
  }

  /// Paths of properties of data that are as wanted.
  func properties(
    _ direction: Direction, where isWanted: (_ schema: JSONValue, _ key: String, _ property: JSONValue) -> Bool
  ) -> [[String]] {
    operations(direction).compactMap(schema(of:)).flatMap { path -> [[String]] in
      // Of what people are told the ids and figures.
      let base = direction == .told ? path + ["properties", "details"] : path
      guard let schema = document.at(base), let properties = schema.at(["properties"]) else { return [] }
      return properties.keys.filter { key in
        properties.at([key]).map { isWanted(schema, key, $0) } ?? false
      }.map { base + ["properties", $0] }
    }
  }
}

extension Mutation {
  /// Changes a property of data that is as wanted: its schema, its key and itself.
  static func property(
    _ description: String, _ direction: Places.Direction, _ kind: ContractChange.Kind,
    _ verdict: ContractChange.Verdict, naming: String? = nil,
    where isWanted: @escaping @Sendable (_ schema: JSONValue, _ key: String, _ property: JSONValue) -> Bool,
    change: @escaping @Sendable (_ schema: JSONValue, _ key: String) -> JSONValue
  ) -> Mutation {
    Mutation(description, kind, verdict, naming: naming) { document, generator in
      let places = Places(document: document).properties(direction, where: isWanted)
      guard let place = places.randomElement(using: &generator), let key = place.last,
        let schema = document.at(Array(place.dropLast(2)))
      else { return nil }
      return document.setting(Array(place.dropLast(2)), to: change(schema, key))
    }
  }

  /// Changes an operation.
  static func operation(
    _ description: String, _ direction: Places.Direction, _ kind: ContractChange.Kind,
    _ verdict: ContractChange.Verdict, naming: String? = nil,
    where isWanted: @escaping @Sendable (_ operation: JSONValue) -> Bool = { _ in true },
    change: @escaping @Sendable (_ document: JSONValue, _ id: String) -> JSONValue?
  ) -> Mutation {
    Mutation(description, kind, verdict, naming: naming) { document, generator in
      let ids = Places(document: document).operations(direction).filter { id in
        document.at(["operations", id]).map(isWanted) ?? false
      }
      return ids.randomElement(using: &generator).flatMap { change(document, $0) }
    }
  }
}
