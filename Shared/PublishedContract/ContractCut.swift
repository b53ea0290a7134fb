import Messages

/// The channels and operations of a document that some of its messages need.
struct ContractCut {
  /// The channels, each with the messages that are left.
  private(set) var channels: JSONObject = [:]
  /// The operations, likewise.
  private(set) var operations: JSONObject = [:]

  /// Cuts both down to the messages that are kept, by exchange, address and the message's name among the components.
  ///
  /// Answers come whole: whose operation is left has its answer's channel left too.
  init(
    channels allChannels: JSONValue?, operations allOperations: JSONValue?,
    keeping isKept: (_ exchange: String, _ address: String, _ message: String) -> Bool
  ) {
    let all = Self.object(allChannels)
    for (name, channel) in all {
      let (exchange, address) = (Self.exchange(of: channel), Self.text(channel, "address"))
      let kept = Self.object(channel, "messages").filter { entry in
        Self.lastWord(of: entry.value).map { isKept(exchange, address, $0) } ?? false
      }
      if !kept.isEmpty { channels[name] = Self.with("messages", .object(kept), in: channel) }
    }
    for (name, operation) in Self.object(allOperations) {
      guard let kept = cut(operation) else { continue }
      operations[name] = kept
      for reply in Self.references(in: Self.object(kept)["reply"] ?? .null) { keep(reply, of: all) }
    }
  }

  /// Where channels and operations lead.
  var references: Set<String> {
    Self.references(in: .object(channels)).union(Self.references(in: .object(operations)))
  }

  /// An operation with the messages that its channel still has; nil where it has none.
  private func cut(_ operation: JSONValue) -> JSONValue? {
    guard let reference = Self.reference(in: Self.object(operation)["channel"] ?? .null),
      let channel = channels[Self.words(reference).last ?? ""]
    else { return nil }
    guard case .array(let listed) = Self.object(operation)["messages"] else { return operation }
    let left = Self.object(channel, "messages")
    let kept = listed.filter { Self.lastWord(of: $0).map { left[$0] != nil } ?? false }
    return kept.isEmpty ? nil : Self.with("messages", .array(kept), in: operation)
  }

  /// Keeps what an answer's reference leads to: a channel, or one message of it.
  private mutating func keep(_ reference: String, of all: JSONObject) {
    let words = Self.words(reference)
    guard words.count >= 3, words[1] == "channels", let channel = all[words[2]] else { return }
    var kept = Self.object(channels[words[2]] ?? .null, "messages")
    if words.count == 5 { kept[words[4]] = Self.object(channel, "messages")[words[4]] }
    channels[words[2]] = Self.with("messages", .object(kept), in: channel)
  }

  // MARK: Reading

  private static func object(_ value: JSONValue?) -> JSONObject {
    if case .object(let object) = value { object } else { [:] }
  }

  private static func object(_ value: JSONValue, _ key: String) -> JSONObject { object(object(value)[key]) }

  /// The name of the exchange that a channel is on; nothing where it is on none.
  private static func exchange(of channel: JSONValue) -> String {
    let binding = object(object(channel, "bindings")["amqp"])
    return text(binding["exchange"] ?? .null, "name")
  }

  private static func text(_ value: JSONValue, _ key: String) -> String {
    if case .string(let text) = object(value)[key] { text } else { "" }
  }

  private static func with(_ key: String, _ value: JSONValue, in whole: JSONValue) -> JSONValue {
    var object = object(whole)
    object[key] = value
    return .object(object)
  }

  private static func reference(in value: JSONValue) -> String? {
    if case .string(let reference) = object(value)["$ref"] { reference } else { nil }
  }

  private static func lastWord(of value: JSONValue) -> String? { reference(in: value).flatMap { words($0).last } }

  /// The words of a JSON pointer, `#` first.
  private static func words(_ reference: String) -> [String] {
    reference.split(separator: "/").map { String($0).replacing("~1", with: "/").replacing("~0", with: "~") }
  }

  private static func references(in value: JSONValue) -> Set<String> {
    switch value {
    case .object(let object):
      object.reduce(into: []) { found, member in
        if member.key == "$ref", case .string(let reference) = member.value { found.insert(reference) }
        found.formUnion(references(in: member.value))
      }
    case .array(let items): items.reduce(into: []) { $0.formUnion(references(in: $1)) }
    default: []
    }
  }
}
