/// Compiles templates: Mustache's variables, sections and inverted sections, in plain text, and nothing else of it.
///
/// A section's tag that stands alone on its line takes the line with it, as Mustache has it; but not on the first line, where
/// what it leaves is cut off anyway, unless a list is written there.
package struct TemplateCompiler {
  /// A section that is open.
  private struct Section {
    let name: String
    /// Where its segment stands.
    let place: Int
    /// Whether its tag stood alone on its line.
    let isAlone: Bool
  }

  private let source: [UInt8]
  private var place = 0
  private var segments: [CompiledTemplate.Segment] = []
  private var open: [Section] = []
  /// Whether only spaces stand between the begin of the line and here; never on the first line.
  private var isAtLineBegin = false
  /// The spaces that stand there, which go with a tag that stands alone.
  private var spaces: [UInt8] = []

  /// Compiles a template; throws `TemplateError` where it is malformed, or names what no template may name.
  package static func compile(_ source: some StringProtocol) throws -> CompiledTemplate {
    var compiler = TemplateCompiler(source: Array(source.utf8))
    try compiler.run()
    return CompiledTemplate(segments: compiler.segments)
  }

  private init(source: [UInt8]) {
    self.source = source
  }

  private mutating func run() throws {
    skipBlankLine()
    while place < source.count {
      if isAtLineBegin { spaces = takeSpaces() }
      let text = takeText()
      if place < source.count, source[place] == UInt8(ascii: "\n") {
        add(spaces + text + [UInt8(ascii: "\n")])
        spaces = []
        place += 1
        isAtLineBegin = true
        continue
      }
      if !text.isEmpty {
        add(spaces + text)
        spaces = []
        isAtLineBegin = false
      }
      if place < source.count { try takeTag() }
    }
    guard open.isEmpty else { throw TemplateError(description: "section \(open[open.count - 1].name) has no end") }
  }

  /// Goes past a first line of spaces alone.
  private mutating func skipBlankLine() {
    guard let end = source.firstIndex(where: { !Self.isSpace($0) }), source[end] == UInt8(ascii: "\n") else { return }
    place = end + 1
    isAtLineBegin = true
  }

  // MARK: Tags

  private mutating func takeTag() throws {
    place += 2
    guard place < source.count else { throw TemplateError(description: "a tag has no end") }
    switch source[place] {
    case UInt8(ascii: "#"): try begin(isInverted: false)
    case UInt8(ascii: "^"): try begin(isInverted: true)
    case UInt8(ascii: "/"): try end()
    default:
      keepSpaces()
      segments.append(.value(try TemplateName(try takeName())))
      isAtLineBegin = false
    }
  }

  private mutating func begin(isInverted: Bool) throws {
    place += 1
    let name = try takeName()
    let isAlone = takeRestOfLine()
    if !isAlone { keepSpaces() }
    open.append(Section(name: name, place: segments.count, isAlone: isAlone))
    // Where it ends is known when it does.
    let path = try TemplateName(name)
    segments.append(isInverted ? .inverted(path, end: 0) : .section(path, end: 0))
    isAtLineBegin = isAlone
  }

  private mutating func end() throws {
    place += 1
    let name = try takeName()
    guard let section = open.popLast(), section.name == name else {
      throw TemplateError(description: "section \(name) ends and is not the last that began")
    }
    if !takeRestOfLine() { keepSpaces() }
    switch segments[section.place] {
    case .section(let path, _): segments[section.place] = .section(path, end: segments.count)
    case .inverted(let path, _): segments[section.place] = .inverted(path, end: segments.count)
    case .text, .value: break
    }
    isAtLineBegin = section.isAlone
  }

  /// Goes past the line's end where a tag stands alone on it.
  private mutating func takeRestOfLine() -> Bool {
    guard isAtLineBegin else { return false }
    var end = place
    while end < source.count, Self.isSpace(source[end]) { end += 1 }
    if place == source.count {
      spaces = []
      return true
    }
    guard end < source.count, source[end] == UInt8(ascii: "\n") else { return false }
    place = end + 1
    spaces = []
    return true
  }

  private mutating func takeName() throws -> String {
    let start = place
    while place < source.count, source[place] != UInt8(ascii: "}") { place += 1 }
    guard place + 1 < source.count, source[place + 1] == UInt8(ascii: "}") else {
      throw TemplateError(description: "a tag has no end")
    }
    defer { place += 2 }
    return String(decoding: source[start..<place], as: UTF8.self)
  }

  // MARK: Text

  private mutating func takeSpaces() -> [UInt8] {
    let start = place
    while place < source.count, Self.isSpace(source[place]) { place += 1 }
    return Array(source[start..<place])
  }

  /// Takes what comes before the next tag, or the end of the line.
  private mutating func takeText() -> [UInt8] {
    let start = place
    while place < source.count, source[place] != UInt8(ascii: "\n"), !isTag { place += 1 }
    return Array(source[start..<place])
  }

  private var isTag: Bool {
    source[place] == UInt8(ascii: "{") && place + 1 < source.count && source[place + 1] == UInt8(ascii: "{")
  }

  private mutating func keepSpaces() {
    add(spaces)
    spaces = []
  }

  /// Adds a text, to the one before where that is not a section's.
  private mutating func add(_ text: [UInt8]) {
    guard !text.isEmpty else { return }
    if case .text(let before)? = segments.last, !isSectionEnd {
      segments[segments.count - 1] = .text(before + text)
    } else {
      segments.append(.text(text))
    }
  }

  /// Whether a section ended behind the last segment.
  private var isSectionEnd: Bool {
    segments.contains { segment in
      switch segment {
      case .section(_, let end), .inverted(_, let end): end == segments.count
      case .text, .value: false
      }
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}

/// A template that is missing or malformed.
struct TemplateError: Error, CustomStringConvertible {
  let description: String
}
