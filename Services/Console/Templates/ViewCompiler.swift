import Templates

/// Compiles a template, once and for one language: what its names stand for is looked up, as far as it is known by then.
///
/// What a page says in words of the console (`w.area.name`) is a text of the template from then on.
struct ViewCompiler {
  /// The words, parts and names that templates may name.
  struct Knowledge {
    /// The text of a word such as `interviews.title`; nil where there is none.
    let word: (String) -> String?
    /// The place of another template; nil where there is none.
    let part: (String) -> Int?
  }

  private let knowledge: Knowledge
  private var names: ViewNames

  /// The pieces of a template; the names in it are added to those that are known.
  static func compile(_ source: [UInt8], _ names: inout ViewNames, knowing knowledge: Knowledge) throws -> [ViewPiece] {
    var compiler = ViewCompiler(knowledge: knowledge, names: names)
    let pieces = try compiler.pieces(of: TemplateParser.parse(source))
    names = compiler.names
    return pieces
  }

  private init(knowledge: Knowledge, names: ViewNames) {
    (self.knowledge, self.names) = (knowledge, names)
  }

  /// The pieces of parts, of which texts that follow one another, as words do, are one.
  private mutating func pieces(of parts: [TemplatePart]) throws -> [ViewPiece] {
    var pieces: [ViewPiece] = []
    for part in parts {
      let piece = try piece(of: part)
      if case .text(let next) = piece, case .text(let text)? = pieces.last {
        pieces[pieces.count - 1] = .text(text + next)
      } else {
        pieces.append(piece)
      }
    }
    return pieces
  }

  private mutating func piece(of part: TemplatePart) throws -> ViewPiece {
    switch part {
    case .text(let text): return .text(text)
    case .variable(let text):
      guard let word = try word(text) else { return .value(try name(text)) }
      var page: [UInt8] = []
      HTMLText.write(word, to: &page)
      return .text(page)
    case .unescaped(let text):
      guard let word = try word(text) else { return .page(try name(text)) }
      return .text(Array(word.utf8))
    case .section(let text, let parts): return .section(try name(text), try pieces(of: parts))
    case .inverted(let text, let parts): return .inverted(try name(text), try pieces(of: parts))
    case .partial(let name):
      guard let part = knowledge.part(name) else { throw TemplateError(description: "there is no part \(name)") }
      return .part(part)
    }
  }

  /// The word that is named; nil where a field is.
  private func word(_ name: String) throws -> String? {
    guard name.hasPrefix("w.") else { return nil }
    guard let word = knowledge.word(String(name.dropFirst(2))) else {
      throw TemplateError(description: "there is no word \(name)")
    }
    return word
  }

  private mutating func name(_ text: String) throws -> ViewName {
    if text == "." { return ViewName(first: nil, rest: []) }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty }), parts[0] != "w" else {
      throw TemplateError(description: "'\(text)' names no field")
    }
    return ViewName(first: names.number(of: parts[0]), rest: parts.dropFirst().map { names.number(of: $0) })
  }
}
