/// Something that the contract asks of a program, and what to do where it is not so.
package struct Check: Hashable, Sendable {
  /// How much depends on it.
  package enum Level: String, Sendable {
    /// A program that does otherwise loses something, or does something twice.
    case required
    /// A program that does otherwise works, and would do better.
    case advised
  }

  /// Its name in reports: words with hyphens.
  package let name: String
  /// How much depends on it.
  package let level: Level
  /// What the contract says.
  package let contract: String
  /// What to change, in a sentence or two.
  package let change: String

  package init(_ name: String, _ level: Level = .required, contract: String, change: String) {
    self.name = name
    self.level = level
    self.contract = contract
    self.change = change
  }
}
