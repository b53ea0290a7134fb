import Messages

/// How far a field can be varied in one direction until something is said of it.
struct Boundary {
  /// The last step at which nothing of the kind was said.
  let last: Int
  /// What is said behind it.
  let words: String

  /// The boundaries between a step at which nothing is said and one far away, one for each thing that is said there.
  ///
  /// `make` makes the value of a step. What is said at `from` already is no boundary.
  static func find(
    _ message: MeasuredMessage, at path: ValuePath, from near: Int, to far: Int, make: (Int) -> JSONValue
  ) -> [Boundary] {
    let known = message.said(of: path, with: make(near)) ?? []
    let said = (message.said(of: path, with: make(far)) ?? []).subtracting(known)
    return said.sorted().map { words in
      var (good, bad) = (near, far)
      while abs(bad - good) > 1 {
        // Halfway without leaving what a number holds.
        let middle = good / 2 + bad / 2 + (good % 2 + bad % 2) / 2
        let next = middle == good || middle == bad ? good + (bad > good ? 1 : -1) : middle
        if message.said(of: path, with: make(next))?.contains(words) ?? false { bad = next } else { good = next }
      }
      return Boundary(last: good, words: words)
    }
  }

  /// Whether what is said names the boundary, as limits do: else it is a rule with another reason, which other fields may move.
  var isNamed: Bool { words.split { !$0.isNumber && $0 != "-" }.contains { Int($0) == last } }
}
