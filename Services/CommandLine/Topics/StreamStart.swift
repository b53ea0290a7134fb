import AMQPClient
import Vocabulary

/// From where a stream is read.
package enum StreamStart: Hashable, Sendable {
  /// From the oldest message that is kept.
  case beginning
  /// From the last chunk: some of the newest messages, at least the last one.
  case last
  /// What comes from now on.
  case next
  /// From a message by its place in the stream.
  case offset(Int64)
  /// From the first message that is not older than an instant.
  case instant(Timestamp)

  /// Reads `beginning`, `last`, `next`, a number, an RFC 3339 time, or how long ago, such as `2h` or `1d12h`.
  package init(_ text: String, now: Timestamp = .now) throws(CommandFailure) {
    switch text {
    case "beginning": self = .beginning
    case "last": self = .last
    case "next": self = .next
    default:
      if let offset = Int64(text), offset >= 0 {
        self = .offset(offset)
      } else if let instant = Timestamp(text) {
        self = .instant(instant)
      } else if let seconds = Self.seconds(of: text) {
        self = .instant(now.adding(seconds: -Double(seconds)))
      } else {
        throw CommandFailure(
          .usage,
          "'\(text)' is no place in the stream: beginning, last, next, a number, an RFC 3339 time, or how long ago,"
            + " such as 90s, 15m, 2h, 7d")
      }
    }
  }

  /// The seconds of `1d12h`; nil for anything else.
  static func seconds(of text: String) -> Int? {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    var (total, digits) = (0, "")
    for character in text {
      if character.isASCII, character.isNumber {
        digits.append(character)
        continue
      }
      guard let unit = units[character], let count = Int(digits), count <= Int(Int32.max) else { return nil }
      total += count * unit
      digits = ""
    }
    return digits.isEmpty && !text.isEmpty ? total : nil
  }

  /// The argument `x-stream-offset` of `basic.consume`.
  package var argument: AMQPFieldValue {
    switch self {
    case .beginning: "first"
    case .last: "last"
    case .next: "next"
    case .offset(let offset): .integer(offset)
    // A chunk holds many messages, and the one with the instant in it is delivered whole.
    case .instant(let instant): .timestamp(UInt64(max(0, instant.microseconds / 1_000_000)))
    }
  }
}
