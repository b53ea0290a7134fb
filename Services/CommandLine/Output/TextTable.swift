/// Rows of text in columns that stand under each other.
package struct TextTable: Sendable {
  /// On which side of its column a text stands.
  package enum Alignment: Sendable {
    /// Left, as words do.
    case left
    /// Right, as numbers do.
    case right
  }

  private let alignments: [Alignment]
  private var rows: [[String]]

  /// A table with a heading; columns are left-aligned unless said otherwise.
  package init(_ heading: [String], alignments: [Alignment] = []) {
    self.alignments = alignments
    rows = heading.isEmpty ? [] : [heading]
  }

  /// Adds a row; control characters in it are shown as spaces, so that no data drive the terminal.
  package mutating func add(_ row: [String]) {
    rows.append(row.map(\.printable))
  }

  /// The lines, without spaces at their ends.
  package var lines: [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let isLast = column == count - 1
        let isRight = column < alignments.count && alignments[column] == .right
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return isRight ? padding + cell : isLast ? cell : cell + padding
      }
      return trimmed(cells.joined(separator: "  "))
    }
  }

  private func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}

extension String {
  /// The text in one line, with spaces for control characters.
  package var printable: String {
    guard unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      text.unicodeScalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return text
  }
}
