import FoundationEssentials

/// What the sources say of types, fields, values and codes: the `///` above their declarations.
///
/// The sources are those that swift-format has laid out: one declaration a line, two spaces a level.
package struct SourceComments: Sendable {
  /// What is said of a type.
  struct Declared: Sendable {
    /// Of the type itself.
    var text: String?
    /// Of its properties, by their names in Swift.
    var properties: [String: String] = [:]
    /// Of its values, by their texts.
    var values: [String: String] = [:]
    /// The properties whose keys have other names, by these.
    var keys: [String: String] = [:]
  }

  private var types: [String: Declared] = [:]
  private var codes: [String: String] = [:]

  /// Nothing said.
  package init() {}

  /// Reads every Swift file of some folders; throws where one cannot be read.
  package init(folders: [String]) throws {
    for folder in folders {
      let names = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }.sorted()
      for name in names {
        guard let content = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
          throw UnreadableSource(path: "\(folder)/\(name)")
        }
        read(String(decoding: content, as: UTF8.self))
      }
    }
  }

  /// What is said of a type.
  package func text(of type: DeclaredName) -> String? { types[type.text]?.text }

  /// What is said of a field by its key.
  package func text(ofField key: String, of owner: String) -> String? {
    guard let declared = types[owner] else { return nil }
    let property = declared.keys[key] ?? key
    // A page has its list under the name of what it lists.
    return declared.properties[property] ?? (owner == "Page" ? declared.properties["items"] : nil)
  }

  /// What is said of a value of an enumeration by its text.
  package func text(ofValue value: String, of type: DeclaredName) -> String? { types[type.text]?.values[value] }

  /// What is said of a problem's code.
  package func text(ofCode code: String) -> String? { codes[code] }

  /// Takes up one file.
  package mutating func read(_ source: String) {
    var reader = SourceReader()
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) { reader.read(line) }
    for (name, declared) in reader.types {
      types[name, default: Declared()].merge(declared)
    }
    codes.merge(reader.codes) { first, _ in first }
  }
}

/// A source that cannot be read.
package struct UnreadableSource: Error, CustomStringConvertible {
  /// Where it should be.
  package let path: String

  /// What to say of it.
  package var description: String { "\(path) cannot be read" }
}

extension SourceComments.Declared {
  /// An extension says nothing of the type itself.
  fileprivate mutating func merge(_ other: Self) {
    text = text ?? other.text
    properties.merge(other.properties) { first, _ in first }
    values.merge(other.values) { first, _ in first }
    keys.merge(other.keys) { first, _ in first }
  }
}

/// Goes through a source line by line.
private struct SourceReader {
  private(set) var types: [String: SourceComments.Declared] = [:]
  private(set) var codes: [String: String] = [:]
  /// The types that the line is inside of: the name in full, and how far in its declaration stands.
  private var scopes: [(name: String, indent: Int)] = []
  private var comment: [String] = []

  mutating func read(_ line: Substring) {
    let content = line.drop { $0 == " " }
    guard !content.isEmpty else { return }
    let indent = line.count - content.count
    if let last = scopes.last, indent <= last.indent, content.first == "}" { scopes.removeLast() }
    if content.hasPrefix("///") {
      comment.append(String(content.dropFirst(3).drop { $0 == " " }))
    } else if !content.hasPrefix("@") || content.contains(" var ") || content.contains(" let ") {
      declare(Words(content), at: indent)
      comment = []
    }
  }

  private mutating func declare(_ words: Words, at indent: Int) {
    guard indent == (scopes.last.map { $0.indent + 2 } ?? 0) else { return }
    let inside = scopes.last?.name ?? ""
    switch words.keyword {
    case "struct", "enum", "class", "actor", "protocol", "extension":
      let name = (inside.isEmpty ? "" : inside + ".") + words.name
      if words.keyword != "extension" { types[name, default: .init()].text = text }
      if !words.closes { scopes.append((name, indent)) }
    case "typealias":
      if let text { types["\(inside).\(words.name)", default: .init()].text = text }
    case "var", "let":
      if let text { types[inside, default: .init()].properties[words.name] = text }
      if inside == "ProblemCode", let value = words.value, let text { codes[value] = text }
    case "case":
      for (name, value) in words.cases {
        if inside.hasSuffix(".CodingKeys") {
          types[String(inside.dropLast(".CodingKeys".count)), default: .init()].keys[value] = name
        } else if let text {
          types[inside, default: .init()].values[value] = text
        }
      }
    default: break
    }
  }

  /// Paragraphs with a blank line between.
  private var text: String? {
    guard !comment.isEmpty else { return nil }
    return comment.split(whereSeparator: \.isEmpty).map { $0.joined(separator: " ") }.joined(separator: "\n\n")
  }
}

/// A declaration's line in its parts.
private struct Words {
  let keyword: String
  /// What is behind the keyword.
  private let rest: Substring

  init(_ line: Substring) {
    let modifiers: Set<Substring> = [
      "public", "package", "internal", "private", "fileprivate", "static", "final", "indirect", "nonisolated", "lazy",
      "weak", "private(set)", "fileprivate(set)", "public(set)", "package(set)",
    ]
    var words = line.split(separator: " ", maxSplits: 12)
    while let first = words.first, modifiers.contains(first) || first.hasPrefix("@") { words.removeFirst() }
    keyword = words.first.map(String.init) ?? ""
    rest = words.isEmpty ? "" : words[1...].joined(separator: " ")[...]
  }

  /// The name that is declared.
  var name: String { String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || $0 == "`" }) }

  /// Whether the declaration is over in this line.
  var closes: Bool { rest.hasSuffix("}") }

  /// The text that a constant is given.
  var value: String? {
    let parts = rest.split(separator: "\"", omittingEmptySubsequences: false)
    return parts.count == 3 ? String(parts[1]) : nil
  }

  /// The cases of an enumeration that are declared: their names, and their texts.
  var cases: [(name: String, value: String)] {
    rest.split(separator: ",").map { declared in
      let parts = declared.split(separator: "\"", omittingEmptySubsequences: false)
      let name = String(declared.drop { $0 == " " }.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
      return (name, parts.count == 3 ? String(parts[1]) : name)
    }
  }
}
