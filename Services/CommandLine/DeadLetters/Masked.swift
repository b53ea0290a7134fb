import FoundationEssentials
import Messages

/// What of a message may be shown to whoever has no reason to read it: names of fields and kinds of values.
package enum Masked {
  /// An id that is a UUID is nobody's name; of another system's id only the beginning is shown.
  package static func id(_ text: String) -> String {
    UUID(uuidString: text) != nil || text.count <= 4 ? text : "\(String(text.prefix(4)).printable)…"
  }

  /// Of a source what says which system it is: a path may be somebody's words.
  package static func host(_ source: String) -> String {
    guard let host = URLComponents(string: source)?.host, let scheme = URLComponents(string: source)?.scheme else {
      return id(source)
    }
    return "\(scheme)://\(host)"
  }

  /// A type that has the form of the contract's; anybody may write anything there.
  package static func type(_ text: String) -> String { MessageDeadLettered.shown(text) ?? "?" }

  /// How the fields of a message are named that is looked at.
  package enum Naming: Sendable {
    /// As the contract names them: `applicationId`.
    case contract
    /// As other systems do, too: `email_addresses`, `changed-stage-at`.
    case vendor
  }

  /// The fields of a JSON value by their paths, each with its kind.
  package static func lines(
    _ value: JSONValue, at path: String = "", naming: Naming = .contract
  ) -> [(path: String, kind: String)] {
    switch value {
    case .object(let object) where !object.isEmpty:
      object.sorted { $0.key < $1.key }.flatMap { key, value in
        let name = shown(key, naming)
        return lines(value, at: path.isEmpty ? name : "\(path).\(name)", named: key, naming)
      }
    case .array(let values) where values.contains(where: \.isContainer):
      values.prefix(elements).enumerated().flatMap { lines($1, at: "\(path)[\($0)]", naming: naming) }
        + (values.count > elements ? [("\(path)[…]", "\(values.count) in all")] : [])
    default: [(path, kind(value))]
    }
  }

  private static func lines(
    _ value: JSONValue, at path: String, named key: String, _ naming: Naming
  ) -> [(path: String, kind: String)] {
    if case .string(let text) = value, isID(key), UUID(uuidString: text) != nil { return [(path, text)] }
    return lines(value, at: path, naming: naming)
  }

  /// Elements of a list that are shown one by one.
  private static let elements = 20

  private static func isID(_ key: String) -> Bool { key == "id" || key.hasSuffix("Id") }

  /// A name that a field could have; another may be somebody's own words.
  private static func shown(_ key: String, _ naming: Naming) -> String {
    let isName =
      switch naming {
      case .contract: key.wholeMatch(of: #/[A-Za-z][A-Za-z0-9]*/#) != nil
      case .vendor: key.wholeMatch(of: #/[A-Za-z][A-Za-z0-9_\-]*/#) != nil
      }
    return key.utf8.count <= 40 && isName ? key : "?"
  }

  private static func kind(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .boolean: "truth value"
    case .integer, .number: "number"
    case .string(let text): text.isEmpty ? "empty text" : "text"
    case .array(let values): values.isEmpty ? "empty list" : "list of \(values.count)"
    case .object: "empty object"
    }
  }
}

extension JSONValue {
  fileprivate var isContainer: Bool {
    switch self {
    case .object, .array: true
    default: false
    }
  }
}
