/// The types of a contract's document, as somebody may write them.
package struct ContractTypes: Sendable {
  private let all: [String]

  /// The types that a document has.
  package init(_ all: [String]) {
    self.all = all
  }

  /// The type that was meant: whole, without `coopt.` and the version, or by its last word where one type alone has it.
  ///
  /// Throws a failure that names near ones.
  package func type(_ word: String) throws(CommandFailure) -> String {
    if all.contains(word) { return word }
    let meant = all.filter { type in
      let short = Self.short(type)
      return short == word || short.hasSuffix(".\(word)")
    }
    if meant.count == 1 { return meant[0] }
    let near = meant.isEmpty ? near(word) : meant.map(Self.short)
    let hint =
      near.isEmpty ? "'coopt contract --offline' lists them" : "did you mean \(near.joined(separator: " or "))?"
    throw CommandFailure(.absent, "the contract has no message '\(word)'; \(hint)")
  }

  /// Types whose words, or whose last word, are like what was written.
  private func near(_ word: String) -> [String] {
    let shorts = all.map(Self.short)
    let whole = nearest(to: word, among: shorts)
    guard whole.isEmpty else { return whole }
    let last = nearest(to: word, among: Set(shorts.map(Self.lastWord)).sorted())
    return shorts.filter { last.contains(Self.lastWord(of: $0)) }
  }

  private static func lastWord(of type: String) -> String { type.split(separator: ".").last.map(String.init) ?? type }

  /// A type without `coopt.` and its version: `integration.hire-reported`.
  package static func short(_ type: String) -> String {
    let words = type.split(separator: ".")
    guard words.count == 4, words[0] == "coopt" else { return type }
    return words[1...2].joined(separator: ".")
  }
}
