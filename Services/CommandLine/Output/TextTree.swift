/// A text with others that hang from it.
package struct TextTree: Hashable, Sendable {
  /// The text itself, in one line.
  package let label: String
  /// What hangs from it.
  package let branches: [TextTree]

  /// A text with its branches.
  package init(_ label: String, _ branches: [TextTree] = []) {
    self.label = label.printable
    self.branches = branches
  }

  /// The lines, with box-drawing characters for the branches.
  package var lines: [String] {
    [label]
      + branches.enumerated().flatMap { index, branch in
        let isLast = index == branches.count - 1
        return branch.lines.enumerated().map { line, text in
          (line == 0 ? (isLast ? "└─ " : "├─ ") : (isLast ? "   " : "│  ")) + text
        }
      }
  }
}
