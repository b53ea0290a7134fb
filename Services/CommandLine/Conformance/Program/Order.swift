import Messages

/// What a program is asked to do: a line of JSON on its standard input.
package struct Order: Hashable, Sendable {
  /// The word: `report`, `withdraw`, `pay`, `listen`, `replay`, `end`.
  package let word: String
  /// What the program's answer names it by; the same one where something is asked again.
  package let step: Int?
  /// The particulars.
  package let fields: JSONObject

  package init(_ word: String, step: Int? = nil, _ fields: JSONObject = [:]) {
    self.word = word
    self.step = step
    self.fields = fields
  }

  /// The line.
  package var document: JSONObject {
    var document = fields
    document["do"] = .string(word)
    if let step { document["step"] = .integer(step) }
    return document
  }
}
