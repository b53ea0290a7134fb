import TestStack

/// A view of fields that nobody thought of: texts with the signs of a page, numbers, truths, lists, other views, or nothing.
struct GeneratedNode: CustomReflectable, CustomStringConvertible {
  let fields: [(label: String, value: Any)]

  var customMirror: Mirror { Mirror(self, children: fields.map { (label: Optional($0.label), value: $0.value) }) }
  var description: String { "node" }

  /// A view of some of these names.
  init(_ names: [String], depth: Int, by generator: inout SeededGenerator) {
    var fields: [(label: String, value: Any)] = []
    for name in names where Int.random(in: 0..<4, using: &generator) > 0 {
      fields.append((name, Self.value(names, depth: depth, by: &generator)))
    }
    self.fields = fields
  }

  init(_ fields: [(label: String, value: Any)]) {
    self.fields = fields
  }

  static func text(by generator: inout SeededGenerator) -> String {
    let signs = ["a", "é", "<", ">", "&", "\"", "'", " ", "\u{202F}", "🙂", "{{a}}", "\n"]
    return (0..<Int.random(in: 0...5, using: &generator)).map { _ in signs.randomElement(using: &generator) ?? "" }
      .joined()
  }

  private static func value(_ names: [String], depth: Int, by generator: inout SeededGenerator) -> Any {
    func node(_ generator: inout SeededGenerator) -> GeneratedNode {
      GeneratedNode(names, depth: depth - 1, by: &generator)
    }
    switch Int.random(in: 0..<(depth > 0 ? 12 : 7), using: &generator) {
    case 0, 1: return text(by: &generator)
    case 2: return Optional(text(by: &generator)) as Any
    case 3: return Optional<String>.none as Any
    case 4: return Bool.random(using: &generator)
    case 5: return Int.random(in: -5...5000, using: &generator)
    case 6: return Optional(Bool.random(using: &generator)) as Any
    case 7: return node(&generator)
    case 8: return Optional(node(&generator)) as Any
    case 9: return Optional<GeneratedNode>.none as Any
    case 10: return (0..<Int.random(in: 0...3, using: &generator)).map { _ in text(by: &generator) }
    default: return (0..<Int.random(in: 0...3, using: &generator)).map { _ in node(&generator) }
    }
  }
}
