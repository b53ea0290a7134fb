import TestStack

/// A template that nobody wrote: tags of all kinds, in lines of their own and between other things.
struct GeneratedTemplate {
  static let names = ["a", "b", "c", "d-e"]
  static let words = ["x.one", "x.two"]
  static let parts = ["first", "second"]

  private(set) var text = ""
  private let mayHaveParts: Bool

  init(mayHaveParts: Bool, by generator: inout SeededGenerator) {
    self.mayHaveParts = mayHaveParts
    write(depth: 3, by: &generator)
  }

  private mutating func write(depth: Int, by generator: inout SeededGenerator) {
    for _ in 0..<Int.random(in: 1...5, using: &generator) {
      let name = Self.name(by: &generator)
      switch Int.random(in: 0..<12, using: &generator) {
      case 0, 1: text += "{{\(name)}}"
      case 2: text += "{{{\(name)}}}"
      case 3: text += "{{w.\(Self.words.randomElement(using: &generator) ?? "")}}"
      case 4: text += ["\n", " ", "  x", "<p>", "{ ", "é & \"'", "\n\n", "} { "].randomElement(using: &generator) ?? ""
      case 5: text += "\n"
      case 6 where mayHaveParts:
        // A part that stands alone may not be indented.
        if text.last?.isWhitespace == true, text.last != "\n" { text += "." }
        text += "{{>\(Self.parts.randomElement(using: &generator) ?? "")}}"
      case 7...10 where depth > 0:
        let begin = ["#", "#", "^"].randomElement(using: &generator) ?? ""
        text += Bool.random(using: &generator) ? "\n" : ""
        text += ["", "", " "].randomElement(using: &generator) ?? ""
        text += "{{\(begin)\(name)}}"
        text += ["\n", "", " \n", "z"].randomElement(using: &generator) ?? ""
        write(depth: depth - 1, by: &generator)
        text += ["\n", "", "\n "].randomElement(using: &generator) ?? ""
        text += "{{/\(name)}}"
        text += ["\n", "", "y"].randomElement(using: &generator) ?? ""
      default: text += "t"
      }
    }
  }

  private static func name(by generator: inout SeededGenerator) -> String {
    let first = names.randomElement(using: &generator) ?? "a"
    return Int.random(in: 0..<5, using: &generator) == 0
      ? "\(first).\(names.randomElement(using: &generator) ?? "a")" : first
  }
}
