/// A routing key, as a topic exchange compares it with the keys of bindings.
struct TopicKey {
  private let words: [Substring]

  /// A key; `{…}` in it, which stands for any one word, is matched by what matches any word.
  init(_ key: String) {
    words = key.split(separator: ".", omittingEmptySubsequences: false)
  }

  /// Whether a binding's key takes it: `*` is one word, `#` any number.
  func matches(_ binding: String) -> Bool {
    Self.matches(words[...], binding.split(separator: ".", omittingEmptySubsequences: false)[...])
  }

  private static func matches(_ words: ArraySlice<Substring>, _ pattern: ArraySlice<Substring>) -> Bool {
    guard let first = pattern.first else { return words.isEmpty }
    let rest = pattern.dropFirst()
    if first == "#" { return matches(words, rest) || (!words.isEmpty && matches(words.dropFirst(), pattern)) }
    guard let word = words.first, first == "*" || first == word else { return false }
    return matches(words.dropFirst(), rest)
  }
}
