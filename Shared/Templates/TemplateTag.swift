/// A tag of a template, by its sign, with its name.
enum TemplateTag {
  case variable(String)
  case unescaped(String)
  case section(String)
  case inverted(String)
  case partial(String)
  /// The end of a section; of the template itself, which has no tag, without a name.
  case end(String?)

  /// The tag that a sign makes of a name; other bytes than a sign begin a variable's name.
  init(sign: UInt8, name: String) {
    self =
      switch sign {
      case UInt8(ascii: "{"): .unescaped(name)
      case UInt8(ascii: "#"): .section(name)
      case UInt8(ascii: "^"): .inverted(name)
      case UInt8(ascii: ">"): .partial(name)
      case UInt8(ascii: "/"): .end(name)
      default: .variable(name)
      }
  }

  /// Whether it takes its line with it where nothing else stands there, as what writes a value never does.
  var mayBeAlone: Bool {
    switch self {
    case .variable, .unescaped: false
    case .section, .inverted, .partial, .end: true
    }
  }
}
