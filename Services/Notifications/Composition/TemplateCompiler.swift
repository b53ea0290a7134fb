import Templates

/// Compiles templates of plain text: variables, sections and inverted sections; a part, or a value that is not escaped, is refused.
///
/// A tag is never alone on the first line, where what it leaves is cut off anyway, unless a list is written there.
package struct TemplateCompiler {
  private var segments: [CompiledTemplate.Segment] = []

  /// Compiles a template; throws `TemplateError` where it is malformed, or names what no template may name.
  package static func compile(_ source: some StringProtocol) throws -> CompiledTemplate {
    var compiler = TemplateCompiler()
    try compiler.add(TemplateParser.parse(Array(source.utf8), isBehindTag: true))
    return CompiledTemplate(segments: compiler.segments)
  }

  private mutating func add(_ parts: [TemplatePart]) throws {
    for part in parts {
      switch part {
      case .text(let text): segments.append(.text(text))
      case .variable(let name): segments.append(.value(try TemplateName(name)))
      case .section(let name, let parts):
        let name = try TemplateName(name)
        try add(parts) { .section(name, end: $0) }
      case .inverted(let name, let parts):
        let name = try TemplateName(name)
        try add(parts) { .inverted(name, end: $0) }
      case .unescaped(let name): throw TemplateError(description: "'{\(name)' is no name")
      case .partial(let name): throw TemplateError(description: "'>\(name)' is no name")
      }
    }
  }

  /// Adds a section: where it ends is known when its parts are there.
  private mutating func add(_ parts: [TemplatePart], as section: (_ end: Int) -> CompiledTemplate.Segment) throws {
    let place = segments.count
    segments.append(section(place))
    try add(parts)
    segments[place] = section(segments.count)
  }
}
