import Vocabulary

/// Which messages of a stream were asked for.
///
/// The broker knows nothing of patterns in a stream, hands out whole chunks, and after a reconnect begins again where
/// it was told to begin.
package struct ReplayFilter: Sendable {
  private let patterns: [TopicPattern]
  private let earliest: Timestamp?
  private var lastOffset: Int64 = -1

  /// A filter for what a tail is to show.
  package init(patterns: [TopicPattern], start: StreamStart) {
    self.patterns = patterns
    if case .instant(let instant) = start { earliest = instant } else { earliest = nil }
  }

  /// Whether a message was asked for and has not been shown yet.
  package mutating func takes(_ message: ToldMessage) -> Bool {
    if let offset = message.streamOffset {
      guard offset > lastOffset else { return false }
      lastOffset = offset
    }
    if let earliest, let time = message.time, time < earliest { return false }
    return patterns.contains { $0.matches(message.routingKey) }
  }
}
