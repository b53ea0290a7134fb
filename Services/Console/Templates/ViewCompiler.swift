/// Compiles a template, once and for one language: variables, sections, inverted sections and parts of Mustache, and nothing else of it.
///
/// What a page says in words of the console (`w.area.name`) is a text of the template from then on. A tag that stands
/// alone on its line takes the line with it, as Mustache has it.
struct ViewCompiler {
  /// The words, parts and names that templates may name.
  struct Knowledge {
    /// The text of a word such as `interviews.title`; nil where there is none.
    let word: (String) -> String?
    /// The place of another template; nil where there is none.
    let part: (String) -> Int?
  }

  private let source: [UInt8]
  private let knowledge: Knowledge
  private var names: ViewNames
  private var place = 0

  /// The pieces of a template; the names in it are added to those that are known.
  static func compile(_ source: [UInt8], _ names: inout ViewNames, knowing knowledge: Knowledge) throws -> [ViewPiece] {
    var compiler = ViewCompiler(source: source, knowledge: knowledge, names: names)
    let pieces = try compiler.pieces(of: nil, isAtLineBegin: true)
    names = compiler.names
    return pieces
  }

  private init(source: [UInt8], knowledge: Knowledge, names: ViewNames) {
    (self.source, self.knowledge, self.names) = (source, knowledge, names)
  }

  /// What stands in a section, up to its end; in the whole template, where none is named.
  private mutating func pieces(of section: String?, isAtLineBegin: Bool) throws -> [ViewPiece] {
    var pieces = PieceList()
    var isAtLineBegin = isAtLineBegin
    var spaces: ArraySlice<UInt8> = []
    while place < source.count {
      if isAtLineBegin { spaces = take { $0 == 0x20 || $0 == 0x09 } }
      let text = takeText()
      if place < source.count, source[place] == UInt8(ascii: "\n") {
        pieces.add(spaces + text + [UInt8(ascii: "\n")])
        (spaces, isAtLineBegin) = ([], true)
        place += 1
        continue
      }
      if !text.isEmpty {
        pieces.add(spaces + text)
        (spaces, isAtLineBegin) = ([], false)
      }
      guard place < source.count else { break }
      let tag = try takeTag()
      let isAlone = tag.kind.mayBeAlone && isAtLineBegin && takeRestOfLine()
      if !isAlone {
        pieces.add(spaces)
      } else if tag.kind == .part, !spaces.isEmpty {
        throw ViewError(description: "\(tag.name) is indented, and a part knows nothing of it")
      }
      spaces = []
      isAtLineBegin = isAlone
      switch tag.kind {
      case .value, .page: pieces.add(try self.value(of: tag))
      case .part:
        guard let part = knowledge.part(tag.name) else { throw ViewError(description: "there is no part \(tag.name)") }
        pieces.add(.part(part))
      case .section: pieces.add(.section(try name(tag.name), try self.pieces(of: tag.name, isAtLineBegin: isAlone)))
      case .inverted: pieces.add(.inverted(try name(tag.name), try self.pieces(of: tag.name, isAtLineBegin: isAlone)))
      case .end:
        guard tag.name == section else {
          throw ViewError(description: "\(tag.name) ends and is not the last section that began")
        }
        return pieces.all
      }
    }
    guard section == nil else { throw ViewError(description: "\(section ?? "") has no end") }
    return pieces.all
  }

  // MARK: Tags

  private struct Tag {
    enum Kind {
      case value, page, section, inverted, end, part

      var mayBeAlone: Bool { self != .value && self != .page }
    }

    let kind: Kind
    let name: String
  }

  private mutating func takeTag() throws -> Tag {
    place += 2
    guard place < source.count else { throw ViewError(description: "a tag has no end") }
    let kinds: [UInt8: Tag.Kind] = [
      UInt8(ascii: "#"): .section, UInt8(ascii: "^"): .inverted, UInt8(ascii: "/"): .end, UInt8(ascii: ">"): .part,
      UInt8(ascii: "{"): .page,
    ]
    let kind = kinds[source[place]] ?? .value
    if kind != .value { place += 1 }
    let name = String(decoding: take { $0 != UInt8(ascii: "}") }, as: UTF8.self)
    for _ in 0..<(kind == .page ? 3 : 2) {
      guard place < source.count, source[place] == UInt8(ascii: "}") else {
        throw ViewError(description: "the tag \(name) has no end")
      }
      place += 1
    }
    let isName = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
        true
      default: false
      }
    }
    guard isName, !name.isEmpty else { throw ViewError(description: "'\(name)' is no name") }
    return Tag(kind: kind, name: name)
  }

  private mutating func value(of tag: Tag) throws -> ViewPiece {
    guard tag.name.hasPrefix("w.") else {
      return tag.kind == .page ? .page(try name(tag.name)) : .value(try name(tag.name))
    }
    guard let word = knowledge.word(String(tag.name.dropFirst(2))) else {
      throw ViewError(description: "there is no word \(tag.name)")
    }
    guard tag.kind == .value else { return .text(Array(word.utf8)) }
    var text: [UInt8] = []
    HTMLText.write(word, to: &text)
    return .text(text)
  }

  private mutating func name(_ text: String) throws -> ViewName {
    if text == "." { return ViewName(first: nil, rest: []) }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty }), parts[0] != "w" else {
      throw ViewError(description: "'\(text)' names no field")
    }
    return ViewName(first: names.number(of: parts[0]), rest: parts.dropFirst().map { names.number(of: $0) })
  }

  // MARK: Text

  private mutating func take(while condition: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let start = place
    while place < source.count, condition(source[place]) { place += 1 }
    return source[start..<place]
  }

  /// Takes what comes before the next tag, or the end of the line.
  private mutating func takeText() -> ArraySlice<UInt8> {
    let start = place
    let brace = UInt8(ascii: "{")
    while place < source.count, source[place] != UInt8(ascii: "\n"),
      source[place] != brace || place + 1 == source.count || source[place + 1] != brace
    {
      place += 1
    }
    return source[start..<place]
  }

  /// Goes past the line's end where nothing else stands on the line.
  private mutating func takeRestOfLine() -> Bool {
    if place == source.count { return true }
    var end = place
    while end < source.count, source[end] == 0x20 || source[end] == 0x09 { end += 1 }
    guard end < source.count, source[end] == UInt8(ascii: "\n") else { return false }
    place = end + 1
    return true
  }

  /// Pieces, of which texts that follow one another are one.
  private struct PieceList {
    private(set) var all: [ViewPiece] = []

    mutating func add(_ text: ArraySlice<UInt8>) {
      if !text.isEmpty { add(.text(Array(text))) }
    }

    mutating func add(_ piece: ViewPiece) {
      if case .text(let next) = piece, case .text(let text)? = all.last {
        all[all.count - 1] = .text(text + next)
      } else {
        all.append(piece)
      }
    }
  }
}
