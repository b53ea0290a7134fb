import Messages

/// Where a value is in a message's data.
package struct ValuePath: Hashable, Sendable {
  /// One step from a value into it.
  enum Step: Hashable, Sendable {
    /// To the value of a key.
    case key(String)
    /// To the first item of a list.
    case first
  }

  private(set) var steps: [Step] = []

  /// The data themselves.
  package static let root = ValuePath()

  /// A field of the object here.
  package func appending(_ key: String) -> ValuePath { adding(.key(key)) }

  /// The first item of the list here.
  package var first: ValuePath { adding(.first) }

  /// As errors name it: `candidate.email`, `zones[0]`.
  package var text: String {
    steps.reduce(into: "") { text, step in
      switch step {
      case .key(let key): text += text.isEmpty ? key : ".\(key)"
      case .first: text += "[0]"
      }
    }
  }

  private func adding(_ step: Step) -> ValuePath {
    var path = self
    path.steps.append(step)
    return path
  }
}

extension JSONValue {
  /// The value at a path; nil where there is none.
  package func value(at path: ValuePath) -> JSONValue? {
    path.steps.reduce(into: JSONValue?.some(self)) { value, step in
      switch (value, step) {
      case (.object(let fields), .key(let key)): value = fields[key]
      case (.array(let items), .first): value = items.first
      default: value = nil
      }
    }
  }

  /// The same with another value at a path, or with none; nil where there is nothing that it could be in.
  package func replacing(_ path: ValuePath, with value: JSONValue?) -> JSONValue? {
    replacing(path.steps[...], with: value)
  }

  private func replacing(_ steps: ArraySlice<ValuePath.Step>, with value: JSONValue?) -> JSONValue? {
    guard let step = steps.first else { return value }
    let rest = steps.dropFirst()
    switch (self, step) {
    case (.object(var fields), .key(let key)):
      if rest.isEmpty {
        fields[key] = value
      } else {
        guard let changed = fields[key]?.replacing(rest, with: value) else { return nil }
        fields[key] = changed
      }
      return .object(fields)
    case (.array(var items), .first):
      guard let old = items.first, let changed = rest.isEmpty ? value : old.replacing(rest, with: value) else {
        return nil
      }
      items[0] = changed
      return .array(items)
    default: return nil
    }
  }
}
