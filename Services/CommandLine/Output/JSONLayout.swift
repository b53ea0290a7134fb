/// JSON with a field a line, and else as it came: nothing is put in order, no number is written otherwise.
package struct JSONLayout: Sendable {
  private var text = ""
  private var depth = 0
  private var isInText = false
  private var isEscaped = false
  private var isOpened = false

  /// The lines of a text that is known to be JSON.
  package static func lines(_ json: String) -> [String] {
    var layout = JSONLayout()
    for scalar in json.unicodeScalars { layout.take(scalar) }
    return layout.text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).printable }
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    if isInText { return takeInText(scalar) }
    switch scalar {
    case " ", "\t", "\r", "\n": return
    case "{", "[": open(scalar)
    case "}", "]": close(scalar)
    case ",":
      text.unicodeScalars.append(scalar)
      breakLine()
    case ":": text += ": "
    default:
      fill()
      text.unicodeScalars.append(scalar)
      isInText = scalar == "\""
    }
  }

  private mutating func takeInText(_ scalar: Unicode.Scalar) {
    text.unicodeScalars.append(scalar)
    isInText = isEscaped || scalar != "\""
    isEscaped = scalar == "\\" && !isEscaped
  }

  private mutating func open(_ scalar: Unicode.Scalar) {
    fill()
    text.unicodeScalars.append(scalar)
    depth += 1
    isOpened = true
  }

  private mutating func close(_ scalar: Unicode.Scalar) {
    depth -= 1
    // What is empty stays in one line.
    if isOpened { isOpened = false } else { breakLine() }
    text.unicodeScalars.append(scalar)
  }

  /// Something stands in what was opened.
  private mutating func fill() {
    guard isOpened else { return }
    isOpened = false
    breakLine()
  }

  private mutating func breakLine() {
    text += "\n" + String(repeating: "  ", count: max(depth, 0))
  }
}
