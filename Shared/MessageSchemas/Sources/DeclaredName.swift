/// The name of a type as its source declares it: nested names with dots between, without module and parameters.
package struct DeclaredName: Hashable, Sendable {
  /// Such as `Join.Result`.
  package let text: String

  /// Out of what Swift writes of a type: `Messages.Page<Messages.ListedMember>` is `Page`.
  package init(reflecting text: some StringProtocol) {
    var depth = 0
    var plain = ""
    for character in text {
      switch character {
      case "<": depth += 1
      case ">": depth -= 1
      default: if depth == 0 { plain.append(character) }
      }
    }
    // What is private is written with the file that it is in.
    let named = plain.split(separator: ".").prefix { !$0.hasPrefix("(") }
    self.text = named.dropFirst().joined(separator: ".")
  }

  /// Of the type that declares a type of keys.
  init(ofKeys keys: any CodingKey.Type) {
    let name = DeclaredName(reflecting: String(reflecting: keys)).text
    let parts = name.split(separator: ".")
    let isKeys = parts.last == "CodingKeys" || parts.last == "Key"
    text = (isKeys ? parts.dropLast() : parts[...]).joined(separator: ".")
  }
}

extension DeclaredName {
  /// What is between the angle brackets of a list's or a map's type; nil of another.
  package static func parameter(of type: String, generic name: String) -> String? {
    guard type.hasPrefix("\(name)<"), type.hasSuffix(">") else { return nil }
    return String(type.dropFirst(name.count + 1).dropLast())
  }
}
