import FoundationEssentials
import Glibc
import Synchronization

/// Finds again which hire a notification belongs to, by the correlation id in its envelope.
struct HireTrace {
  private static let key = Array(#""correlationid":""#.utf8)
  /// The first 24 characters of each hire's id in this run; the rest is its number in hexadecimal.
  private let prefix = String(UUID().uuidString.lowercased().prefix(24))

  /// The message id of a hire report.
  func id(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return prefix + String(repeating: "0", count: 12 - digits.count) + digits
  }

  /// The hire's number, without decoding the body; nil when another story is told.
  func number(in body: Data) -> Int? {
    body.withUnsafeBytes { bytes in
      guard let start = Self.find(Self.key, in: bytes), start + 36 <= bytes.count else { return nil }
      guard bytes[start..<(start + 24)].elementsEqual(prefix.utf8) else { return nil }
      return Int(String(decoding: bytes[(start + 24)..<(start + 36)], as: UTF8.self), radix: 16)
    }
  }

  /// Where what follows a text begins.
  private static func find(_ text: [UInt8], in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let base = bytes.baseAddress, bytes.count >= text.count else { return nil }
    for start in 0...(bytes.count - text.count)
    where bytes[start] == text[0] && memcmp(base + start, text, text.count) == 0 {
      return start + text.count
    }
    return nil
  }
}

/// When each hire's last notification arrived.
final class Arrivals: Sendable {
  private struct State {
    var last: [ContinuousClock.Instant?]
    var counts: [Int]
    var latest: ContinuousClock.Instant
  }

  private let state: Mutex<State>

  init(hires: Int) {
    state = Mutex(
      State(last: Array(repeating: nil, count: hires), counts: Array(repeating: 0, count: hires), latest: .now))
  }

  func note(_ numbers: [Int], at now: ContinuousClock.Instant) {
    state.withLock { state in
      for number in numbers where state.last.indices.contains(number) {
        state.last[number] = now
        state.counts[number] += 1
        state.latest = now
      }
    }
  }

  /// The arrivals of the last notifications, by hire; a hire that nobody was told of has none.
  var last: [ContinuousClock.Instant?] { state.withLock(\.last) }
  /// How many notifications the hire with the fewest brought.
  var fewest: Int { state.withLock { $0.counts.min() ?? 0 } }
  /// How many there were of all hires.
  var total: Int { state.withLock { $0.counts.reduce(0, +) } }
  /// When the latest one arrived.
  var latest: ContinuousClock.Instant { state.withLock(\.latest) }
}
