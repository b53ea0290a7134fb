/// Parses a template: variables, sections, inverted sections and partials of Mustache, and nothing else of it.
///
/// A tag that stands alone on its line takes the line with it, as Mustache has it.
package struct TemplateParser {
  private let source: [UInt8]
  private var place = 0

  /// The parts of a template; throws `TemplateError` where it is malformed.
  ///
  /// Behind a tag that is not in the source itself, the first line has begun: no tag stands alone on it, and it is left out
  /// where it is blank.
  package static func parse(_ source: [UInt8], isBehindTag: Bool = false) throws(TemplateError) -> [TemplatePart] {
    var parser = TemplateParser(source: source)
    let isAtLineBegin = !isBehindTag || parser.takeRestOfLine()
    return try parser.parts(of: nil, isAtLineBegin: isAtLineBegin)
  }

  private init(source: [UInt8]) {
    self.source = source
  }

  /// What stands in a section, up to its end; in the whole template, where none is named.
  private mutating func parts(of section: String?, isAtLineBegin: Bool) throws(TemplateError) -> [TemplatePart] {
    var (parts, isAtLineBegin) = ([TemplatePart](), isAtLineBegin)
    while true {
      let text = takeText()
      let tag = try takeTag()
      let indent = tag.mayBeAlone ? Self.indent(behind: text, isAtLineBegin: isAtLineBegin) : nil
      // Stays so behind a section, however that ends: swift-mustache, which both are held against, has it thus.
      isAtLineBegin = indent != nil && takeRestOfLine()
      let kept = isAtLineBegin ? text.dropLast(indent?.count ?? 0) : text
      if !kept.isEmpty { parts.append(.text(Array(kept))) }
      switch tag {
      case .variable(let name): parts.append(.variable(name))
      case .unescaped(let name): parts.append(.unescaped(name))
      case .section(let name):
        parts.append(.section(name, try self.parts(of: name, isAtLineBegin: isAtLineBegin)))
      case .inverted(let name):
        parts.append(.inverted(name, try self.parts(of: name, isAtLineBegin: isAtLineBegin)))
      case .partial(let name):
        guard kept.count == text.count else {
          throw TemplateError(description: "\(name) is indented, and a part knows nothing of it")
        }
        parts.append(.partial(name))
      case .end(let name):
        guard name == section else { throw Self.isNoEnd(name, of: section) }
        return parts
      }
    }
  }

  private static func isNoEnd(_ name: String?, of section: String?) -> TemplateError {
    TemplateError(
      description: name.map { "\($0) ends and is not the last section that began" } ?? "\(section ?? "") has no end")
  }

  // MARK: Tags

  /// Takes the tag that stands here, or the end.
  private mutating func takeTag() throws(TemplateError) -> TemplateTag {
    guard place < source.count else { return .end(nil) }
    place += 2
    guard place < source.count else { throw TemplateError(description: "a tag has no end") }
    let sign = source[place]
    if "{#^>/".utf8.contains(sign) { place += 1 }
    let name = String(decoding: take { $0 != UInt8(ascii: "}") }, as: UTF8.self)
    let end = repeatElement(UInt8(ascii: "}"), count: sign == UInt8(ascii: "{") ? 3 : 2)
    guard source[place...].starts(with: end) else { throw TemplateError(description: "the tag \(name) has no end") }
    place += end.count
    guard !name.isEmpty, name.utf8.allSatisfy(Self.isOfName) else {
      throw TemplateError(description: "'\(name)' is no name")
    }
    return TemplateTag(sign: sign, name: name)
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  // MARK: Text

  private mutating func take(while condition: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let taken = source[place...].prefix(while: condition)
    place = taken.endIndex
    return taken
  }

  /// Takes what comes before the next tag, or the end.
  private mutating func takeText() -> ArraySlice<UInt8> {
    let start = place
    while place < source.count, !source[place...].starts(with: "{{".utf8) { place += 1 }
    return source[start..<place]
  }

  /// The spaces that a tag behind a text has before it on its line; nil where something else stands there.
  private static func indent(behind text: ArraySlice<UInt8>, isAtLineBegin: Bool) -> ArraySlice<UInt8>? {
    guard let last = text.lastIndex(where: { !isSpace($0) }) else { return isAtLineBegin ? text : nil }
    return text[last] == UInt8(ascii: "\n") ? text[(last + 1)...] : nil
  }

  /// Goes past the line's end where nothing else stands on the line.
  private mutating func takeRestOfLine() -> Bool {
    if place == source.count { return true }
    let line = source[place...].drop(while: Self.isSpace)
    guard line.first == UInt8(ascii: "\n") else { return false }
    place = line.startIndex + 1
    return true
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
