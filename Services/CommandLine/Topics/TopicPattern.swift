/// A binding key of a topic exchange (AMQP 0-9-1, section 3.1.3.3).
///
/// Words stand between dots; `*` is any one word, `#` any number of them, none included.
package struct TopicPattern: Hashable, Sendable, CustomStringConvertible {
  private static let maximumBytes = 255
  private let words: [Substring]

  /// The pattern as it was written.
  package let description: String

  /// Everything.
  package static let everything = TopicPattern(known: "#")

  /// The empty key alone, which AMQP knows and the command line has no use for.
  package static let nothing = TopicPattern(known: "")

  /// Reads a pattern; throws a failure when AMQP has no room for it.
  package init(_ text: String) throws(CommandFailure) {
    guard !text.isEmpty, text.utf8.count <= Self.maximumBytes else {
      throw CommandFailure(.usage, "a pattern has 1 to \(Self.maximumBytes) bytes, such as staff.#")
    }
    self.init(known: text)
  }

  private init(known text: String) {
    description = text
    words = Self.words(of: text)
  }

  /// Whether a routing key is one that the pattern means.
  package func matches(_ routingKey: String) -> Bool {
    // For each number of words of the key: whether the pattern as far as it was looked at means just them.
    let key = Self.words(of: routingKey)
    var reached = [true] + Array(repeating: false, count: key.count)
    for word in words {
      var next = [word == "#" && reached[0]]
      for (index, actual) in key.enumerated() {
        let takesAny = word == "#" && (reached[index + 1] || next[index])
        let takesOne = word != "#" && (word == "*" || word == actual) && reached[index]
        next.append(takesAny || takesOne)
      }
      reached = next
    }
    return reached[key.count]
  }

  /// An empty key has no words; dots beside each other have an empty one between them.
  private static func words(of text: String) -> [Substring] {
    text.isEmpty ? [] : text.split(separator: ".", omittingEmptySubsequences: false)
  }
}
