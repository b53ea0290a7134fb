import Vocabulary

/// How long ago, or since when: as people write it.
package enum Age {
  /// Reads `90s`, `15m`, `2h`, `7d`, `1d12h` or an RFC 3339 time; throws a failure that says so.
  package static func instant(_ text: String, now: Timestamp = .now) throws(CommandFailure) -> Timestamp {
    if let instant = Timestamp(text) { return instant }
    guard let seconds = StreamStart.seconds(of: text) else {
      throw CommandFailure(.usage, "'\(text)' is no age: write 90s, 15m, 2h, 7d or an RFC 3339 time")
    }
    return now.adding(seconds: -Double(seconds))
  }
}
