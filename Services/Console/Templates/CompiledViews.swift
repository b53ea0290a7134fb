import Templates

/// All templates in one language, compiled.
package struct CompiledViews: Sendable {
  private let places: [String: Int]
  private let views: [[ViewPiece]]
  private let plans: FieldPlans

  /// Compiles templates; throws `TemplateError` where one is malformed or names what is not there.
  package init(_ sources: [String: [UInt8]], word: (String) -> String?) throws {
    let sources = sources.sorted { $0.key < $1.key }
    let places = Dictionary(uniqueKeysWithValues: sources.enumerated().map { ($0.element.key, $0.offset) })
    var names = ViewNames()
    let views = try withoutActuallyEscaping(word) { word in
      let knowledge = ViewCompiler.Knowledge(word: word, part: { places[$0] })
      return try sources.map { name, source in
        do {
          return try ViewCompiler.compile(source, &names, knowing: knowledge)
        } catch let error as TemplateError {
          throw TemplateError(description: "\(name): \(error)")
        }
      }
    }
    (self.places, self.views, plans) = (places, views, FieldPlans(names))
  }

  /// A template with what it shows; empty where there is none of the name.
  package func render(_ name: String, _ view: Any) -> String {
    guard let place = places[name] else { return "" }
    var page: [UInt8] = []
    page.reserveCapacity(16_384)
    var within = [ShownThing(ShownValue(view), plans)]
    write(views[place], within: &within, to: &page)
    return String(decoding: page, as: UTF8.self)
  }

  private func write(_ pieces: [ViewPiece], within: inout [ShownThing], to page: inout [UInt8]) {
    for piece in pieces {
      switch piece {
      case .text(let text): page.append(contentsOf: text)
      case .value(let name):
        switch value(of: name, within) {
        case .text(let text)?: HTMLText.write(text, to: &page)
        case let value?: HTMLText.write(Self.text(value), to: &page)
        case nil: break
        }
      case .page(let name):
        if let value = value(of: name, within) { page.append(contentsOf: Self.text(value).utf8) }
      case .section(let name, let pieces):
        if let value = value(of: name, within) { write(pieces, for: value, within: &within, to: &page) }
      case .inverted(let name, let pieces):
        switch value(of: name, within) {
        case .truth(false)?, nil: write(pieces, within: &within, to: &page)
        case .list(let items)? where items.isEmpty: write(pieces, within: &within, to: &page)
        default: break
        }
      case .part(let place): write(views[place], within: &within, to: &page)
      }
    }
  }

  private func write(
    _ pieces: [ViewPiece], for value: ShownValue, within: inout [ShownThing], to page: inout [UInt8]
  ) {
    switch value {
    case .truth(false): break
    case .truth(true): write(pieces, within: &within, to: &page)
    case .list(let items):
      for item in items {
        within.append(ShownThing(ShownValue(item), plans))
        write(pieces, within: &within, to: &page)
        within.removeLast()
      }
    case .text, .thing:
      within.append(ShownThing(value, plans))
      write(pieces, within: &within, to: &page)
      within.removeLast()
    }
  }

  /// What a name stands for: the field of the inmost thing that has one of its first part that is something.
  private func value(of name: ViewName, _ within: [ShownThing]) -> ShownValue? {
    guard let first = name.first else { return within.last?.value }
    var place = within.count
    while place > 0 {
      place -= 1
      guard var value = within[place][first] else { continue }
      for part in name.rest {
        guard let next = ShownThing(value, plans)[part] else { return nil }
        value = next
      }
      return value
    }
    return nil
  }

  private static func text(_ value: ShownValue) -> String {
    switch value {
    case .text(let text): text
    case .truth(let truth): String(truth)
    case .list(let items): String(describing: items)
    case .thing(let thing): String(describing: thing)
    }
  }
}
