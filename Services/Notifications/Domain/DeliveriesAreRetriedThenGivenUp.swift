public import Vocabulary

/// How often, and how far apart, the delivery of a letter is tried, and a server that cannot be used is asked again.
public struct DeliveryPatience: Sendable {
  /// Attempts at most.
  public let attempts: Int
  /// Seconds between the first attempt and the second; each further pause is four times the one before.
  public let firstPause: Double
  /// Seconds between two attempts at most.
  public static let longestPause = 6.0 * 3600
  /// Seconds before a server that cannot be used is asked again at most: it hits every letter, and says nothing of any.
  public static let longestServerPause = 15.0 * 60

  /// So many attempts, the second so many seconds after the first.
  public init(attempts: Int, firstPause: Double) {
    self.attempts = attempts
    self.firstPause = firstPause
  }

  /// The pause after a number of attempts, in seconds.
  public func pause(after attempts: Int) -> Double {
    Self.pause(firstPause, growing: 4, times: attempts - 1, to: Self.longestPause)
  }

  /// The pause after a server could not be used a number of times in a row, in seconds: one at least.
  public func serverPause(after failures: Int) -> Double {
    Self.pause(max(1, firstPause), growing: 2, times: failures - 1, to: Self.longestServerPause)
  }

  private static func pause(_ first: Double, growing factor: Double, times: Int, to longest: Double) -> Double {
    var pause = first
    for _ in 0..<max(0, times) where pause < longest { pause *= factor }
    return min(pause, longest)
  }
}

/// What an attempt to deliver a letter came to.
public enum DeliveryAttempt: Hashable, Sendable {
  /// The mail server has taken it over.
  case accepted
  /// It failed, and the server may take it later; it may even have it, where it was silent after the data.
  case failed
  /// The server will never take it.
  case refused
  /// The server could not be used at all, and is asked again at an instant: nothing is known of this letter.
  case serverAway(until: Timestamp)
}

/// What becomes of a letter next.
public enum DeliveryState: Hashable, Sendable {
  /// It is with the recipient's mail server, or on its way there.
  case sent
  /// It is tried again, not before an instant; an attempt without a server does not count.
  case pending(until: Timestamp, counts: Bool)
  /// It is not tried any more, and staff are told (N4).
  case givenUp

  /// Every delivery is retried, and given up visibly (N4): at once where the server says never, else after the last
  /// attempt.
  ///
  /// A server that is away says nothing of the letter: it costs no attempt.
  public static func after(
    _ attempt: DeliveryAttempt, number: Int, at now: Timestamp, patience: DeliveryPatience
  ) -> DeliveryState {
    switch attempt {
    case .accepted: .sent
    case .refused: .givenUp
    case .failed:
      number >= patience.attempts
        ? .givenUp : .pending(until: now.adding(seconds: patience.pause(after: number)), counts: true)
    case .serverAway(let instant): .pending(until: instant, counts: false)
    }
  }
}
