public import Vocabulary

/// How often, and how far apart, the delivery of a letter is tried.
public struct DeliveryPatience: Sendable {
  /// Attempts at most.
  public let attempts: Int
  /// Seconds between the first attempt and the second; each further pause is four times the one before.
  public let firstPause: Double
  /// Seconds between two attempts at most.
  public static let longestPause = 6.0 * 3600

  /// So many attempts, the second so many seconds after the first.
  public init(attempts: Int, firstPause: Double) {
    self.attempts = attempts
    self.firstPause = firstPause
  }

  /// The pause after a number of attempts, in seconds.
  public func pause(after attempts: Int) -> Double {
    var pause = firstPause
    for _ in 1..<max(1, attempts) where pause < Self.longestPause { pause *= 4 }
    return min(pause, Self.longestPause)
  }
}

/// What an attempt to deliver a letter came to.
public enum DeliveryAttempt: Hashable, Sendable {
  /// The mail server has taken it over.
  case accepted
  /// The server may take it later.
  case refusedForNow
  /// The server will never take it.
  case refused
  /// The server could not be used at all: nothing is known of this letter.
  case serverAway
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
    case .refusedForNow:
      number >= patience.attempts
        ? .givenUp : .pending(until: now.adding(seconds: patience.pause(after: number)), counts: true)
    case .serverAway: .pending(until: now.adding(seconds: patience.firstPause), counts: false)
    }
  }
}
