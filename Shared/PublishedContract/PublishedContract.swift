import CContract
import FoundationEssentials
public import Messages
import Topology

/// The contract's document as it is published: AsyncAPI 3.0, in JSON.
///
/// What the program was built with lies in its file, and is in no memory before somebody asks; then only what is asked for
/// is read.
public struct PublishedContract {
  private let document: JSONSlice

  /// The document that this program was built with.
  public static var built: PublishedContract {
    PublishedContract(
      UnsafeRawBufferPointer(start: coopt_contract_document(), count: coopt_contract_document_length()))
  }

  /// A document whose text outlives this value.
  package init(_ text: UnsafeRawBufferPointer) {
    document = JSONSlice(text)
  }

  /// The version of the contract; nil where the document is none.
  public var version: String? { document["info"]?["version"]?.string }

  /// The whole document, as it is written.
  public var text: String { String(decoding: document.bytes, as: UTF8.self) }

  /// What the document says of a message, with its schema's references resolved beside it; nil where there is no such type.
  ///
  /// The object has `message`, and `schemas` by their names.
  public func message(ofType type: String) -> JSONObject? {
    guard let found = messages.first(where: { $0.value["title"]?.string == type }), let message = found.value.value
    else {
      return nil
    }
    let components = Components(document)
    let schemas = components.closure(of: found.value.references).filter { $0.kind == "schemas" }
    let named = schemas.compactMap { place in components[place]?.value.map { (place.name, $0) } }
    return ["message": message, "schemas": .object(Dictionary(named) { first, _ in first })]
  }

  /// The types of all messages, in the document's order.
  public var types: [String] { messages.compactMap { $0.value["title"]?.string }.uniqued }

  /// The document cut down to what a service takes and tells, a document in its own right; nil where there is none.
  public func document(of service: String) -> JSONObject? {
    guard let asyncAPI = document["asyncapi"]?.value, let info = document["info"]?.value else { return nil }
    let taken = ServiceName(rawValue: service).map(Topology.lanes(of:))?.flatMap(\.bindings) ?? []
    // What every service tells under its own name has the service in braces.
    let told = ["coopt.\(service).", "coopt.{service}."]
    let titles = Dictionary(messages.map { ($0.key, $0.value["title"]?.string ?? "") }) { first, _ in first }
    let cut = ContractCut(
      channels: document["channels"]?.value, operations: document["operations"]?.value
    ) { exchange, key, message in
      taken.contains { $0.exchange.rawValue == exchange && TopicKey(key).matches($0.routingKey) }
        || told.contains { titles[message]?.hasPrefix($0) ?? false }
    }
    var part: JSONObject = [
      "asyncapi": asyncAPI, "info": info, "channels": .object(cut.channels), "operations": .object(cut.operations),
    ]
    for key in ["id", "defaultContentType", "servers"] { part[key] = document[key]?.value }
    let servers = document["servers"]?.references ?? []
    part["components"] = .object(Components(document).object(referredTo: cut.references.union(servers)))
    return part
  }

  private var messages: [(key: String, value: JSONSlice)] { document["components"]?["messages"]?.members ?? [] }
}

/// The components of a document, each found once: the document is read through a single time, however many are asked for.
private struct Components {
  /// Where a component is.
  struct Place: Hashable {
    let kind: String
    let name: String

    init?(_ reference: String) {
      let words = reference.split(separator: "/").map(String.init)
      guard words.count >= 4, words[0] == "#", words[1] == "components" else { return nil }
      kind = words[2]
      name = words[3].replacing("~1", with: "/").replacing("~0", with: "~")
    }
  }

  private let slices: [String: [String: JSONSlice]]

  init(_ document: JSONSlice) {
    let kinds = document["components"]?.members ?? []
    slices = Dictionary(
      kinds.map { kind in (kind.key, Dictionary(kind.value.members.map { ($0.key, $0.value) }) { first, _ in first }) }
    ) { first, _ in first }
  }

  subscript(place: Place) -> JSONSlice? { slices[place.kind]?[place.name] }

  /// The components that references lead to, and those that these refer to, by their kinds.
  func object(referredTo references: Set<String>) -> JSONObject {
    var components: [String: JSONObject] = [:]
    for place in closure(of: references) {
      if let value = self[place]?.value { components[place.kind, default: [:]][place.name] = value }
    }
    return components.mapValues { .object($0) }
  }

  /// Where references lead, and where those lead that stand there.
  func closure(of references: Set<String>) -> Set<Place> {
    var found: Set<Place> = []
    var left = references.compactMap(Place.init)
    while let place = left.popLast() {
      guard found.insert(place).inserted, let slice = self[place] else { continue }
      left += slice.references.compactMap(Place.init)
    }
    return found
  }
}

extension [String] {
  /// Each once, where it comes first: answers share a type.
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
