import Messages

/// How the contract that a running service speaks stands to the one that this program was built with.
package enum ContractAgreement: Hashable, Sendable {
  /// The same version, the same document.
  case same
  /// Another document, with the names of messages that only one of both has, or that both have otherwise.
  case differs(missing: [String], unknown: [String], changed: [String])
  /// The service takes the question for no command: it is of a version before there was one.
  case tooOld
  /// It did not answer.
  case unanswered(String)

  /// Compares the document that a service tells with the part of ours that is its own.
  package init(told: JSONObject, ours: JSONObject) {
    guard told != ours else {
      self = .same
      return
    }
    let (theirs, own) = (Self.messages(told), Self.messages(ours))
    self = .differs(
      missing: own.keys.filter { theirs[$0] == nil }.sorted(),
      unknown: theirs.keys.filter { own[$0] == nil }.sorted(),
      changed: own.keys.filter { theirs[$0] != nil && theirs[$0] != own[$0] }.sorted())
  }

  /// What the document says of each message, with all that it refers to, by the message's name.
  private static func messages(_ document: JSONObject) -> [String: JSONValue] {
    guard case .object(let messages) = document["components"]?["messages"] else { return [:] }
    return messages.mapValues { resolved($0, in: .object(document), depth: 0) }
  }

  /// A value with what it refers to in the place of references, a few levels deep.
  private static func resolved(_ value: JSONValue, in document: JSONValue, depth: Int) -> JSONValue {
    switch value {
    case .object(let object):
      if let reference = object["$ref"]?.string, depth < 12 {
        let target = reference.split(separator: "/").dropFirst().reduce(document as JSONValue?) { $0?[String($1)] }
        return target.map { resolved($0, in: document, depth: depth + 1) } ?? value
      }
      return .object(object.mapValues { resolved($0, in: document, depth: depth) })
    case .array(let items): return .array(items.map { resolved($0, in: document, depth: depth) })
    default: return value
    }
  }

  /// Whether there is nothing to say.
  package var isAgreed: Bool { self == .same }

  /// What it comes to, in a few words.
  package var words: String {
    switch self {
    case .same: "the same as this program's"
    case .differs(let missing, let unknown, let changed):
      Self.words(missing: missing.count, unknown: unknown.count, changed: changed.count)
    case .tooOld: "of a version that cannot be asked"
    case .unanswered(let why): why
    }
  }

  private static func words(missing: Int, unknown: Int, changed: Int) -> String {
    let parts = [(missing, "only here"), (unknown, "only there"), (changed, "otherwise")].filter { $0.0 > 0 }
    guard !parts.isEmpty else { return "differs in what is no message" }
    return "differs: " + parts.map { "\($0.0) \($0.0 == 1 ? "message" : "messages") \($0.1)" }.joined(separator: ", ")
  }

  /// Each message that differs, with how.
  package var lines: [String] {
    guard case .differs(let missing, let unknown, let changed) = self else { return [] }
    return missing.map { "only here   \($0)" } + unknown.map { "only there  \($0)" }
      + changed.map { "otherwise   \($0)" }
  }
}
