/// The words that somebody may have meant: at most three, the nearest first.
///
/// Near is what differs in no more than a third of its letters, or begins with or contains what was written.
func nearest(to word: String, among known: [String]) -> [String] {
  let ranked = known.compactMap { candidate -> (distance: Int, word: String)? in
    let distance = editDistance(Array(word.lowercased()), Array(candidate.lowercased()))
    if distance <= max(1, candidate.count / 3) { return (distance, candidate) }
    let isPart = word.count >= 3 && candidate.lowercased().contains(word.lowercased())
    return isPart ? (candidate.count, candidate) : nil
  }
  return ranked.sorted { ($0.distance, $0.word) < ($1.distance, $1.word) }.prefix(3).map(\.word)
}

/// How many letters have to be put in, taken out, changed or swapped with their neighbour (optimal string alignment).
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  var rows = [Array(0...right.count)]
  for (index, letter) in left.enumerated() {
    var row = [index + 1]
    for (column, other) in right.enumerated() {
      let changed = rows[index][column] + (letter == other ? 0 : 1)
      var distance = min(changed, row[column] + 1, rows[index][column + 1] + 1)
      if index > 0, column > 0, letter == right[column - 1], left[index - 1] == other {
        distance = min(distance, rows[index - 1][column - 1] + 1)
      }
      row.append(distance)
    }
    rows.append(row)
  }
  return rows[left.count][right.count]
}
