import Messages

/// How far a field can be varied in one direction until something is said of it.
struct Boundary {
  /// The last step at which nothing of the kind was said.
  let last: Int
  /// What is said behind it.
  let words: String

  /// The boundaries between a step at which nothing is said and one far away, one for each thing that is said on the way.
  ///
  /// `make` makes the value of a step. What is said at `near` already is no boundary.
  static func find(
    _ message: MeasuredMessage, at path: ValuePath, from near: Int, to far: Int, make: (Int) -> JSONValue
  ) -> [Boundary] {
    let known = message.said(of: path, with: make(near)) ?? []
    var found: [Boundary] = []
    var last = near
    for step in steps(from: near, to: far) {
      let said = (message.said(of: path, with: make(step)) ?? []).subtracting(known)
      for words in said.sorted() where !found.contains(where: { $0.words == words }) {
        found.append(Boundary(last: lastWithout(words, message, path, between: last, and: step, make), words: words))
      }
      last = step
    }
    return found
  }

  /// Further and further: one may be said near by, and drowned out far away by another.
  private static func steps(from near: Int, to far: Int) -> [Int] {
    var steps: [Int] = []
    var distance = 1
    while distance < abs(far - near) {
      steps.append(near + (far > near ? distance : -distance))
      distance *= 8
    }
    return steps + [far]
  }

  private static func lastWithout(
    _ words: String, _ message: MeasuredMessage, _ path: ValuePath, between near: Int, and far: Int,
    _ make: (Int) -> JSONValue
  ) -> Int {
    var (good, bad) = (near, far)
    while abs(bad - good) > 1 {
      // Halfway without leaving what a number holds.
      let halfway = good / 2 + bad / 2 + (good % 2 + bad % 2) / 2
      let middle = halfway == good || halfway == bad ? good + (bad > good ? 1 : -1) : halfway
      if message.said(of: path, with: make(middle))?.contains(words) ?? false { bad = middle } else { good = middle }
    }
    return good
  }

  /// Whether what is said names the boundary, as limits do: else it is a rule with another reason, which other fields may move.
  var isNamed: Bool { words.split { !$0.isNumber && $0 != "-" }.contains { Int($0) == last } }
}
