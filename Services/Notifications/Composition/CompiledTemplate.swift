/// A template as it is written with: texts, and between them what is to be looked up, in the order of the template.
package struct CompiledTemplate: Sendable {
  /// A piece of a template.
  enum Segment: Sendable {
    /// Stands as it is.
    case text([UInt8])
    /// A value.
    case value(TemplateName)
    /// What follows up to a segment is written for each item of a list, else once where there is a value that is not false.
    case section(TemplateName, end: Int)
    /// What follows up to a segment is written where there is no value, or one that is false or an empty list.
    case inverted(TemplateName, end: Int)
  }

  let segments: [Segment]

  /// Writes the template, without line feeds at its ends: a section that stands there leaves its own.
  package func written(with context: LetterContext) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(1024)
    var within: [TemplateObject] = []
    write(0..<segments.count, with: context, within: &within, to: &text)
    let lineFeed = UInt8(ascii: "\n")
    while text.last == lineFeed { text.removeLast() }
    if text.first == lineFeed { text.removeSubrange(..<(text.firstIndex { $0 != lineFeed } ?? text.endIndex)) }
    return text
  }

  private func write(
    _ range: Range<Int>, with context: LetterContext, within: inout [TemplateObject], to text: inout [UInt8]
  ) {
    var place = range.lowerBound
    while place < range.upperBound {
      switch segments[place] {
      case .text(let piece): text.append(contentsOf: piece)
      case .value(let name): context.value(of: name, within: within)?.write(to: &text)
      case .section(let name, let end):
        if let value = context.value(of: name, within: within) {
          write(place + 1..<end, for: value, with: context, within: &within, to: &text)
        }
        place = end
        continue
      case .inverted(let name, let end):
        if context.value(of: name, within: within)?.isSomething != true {
          write(place + 1..<end, with: context, within: &within, to: &text)
        }
        place = end
        continue
      }
      place += 1
    }
  }

  /// Writes a section for what it names.
  private func write(
    _ range: Range<Int>, for value: TemplateValue, with context: LetterContext, within: inout [TemplateObject],
    to text: inout [UInt8]
  ) {
    switch value {
    case .truth(false): break
    case .list(let items):
      for item in items { write(range, for: .object(item), with: context, within: &within, to: &text) }
    case .object(let object):
      within.append(object)
      write(range, with: context, within: &within, to: &text)
      within.removeLast()
    case .truth(true), .text, .integer, .number: write(range, with: context, within: &within, to: &text)
    }
  }
}
