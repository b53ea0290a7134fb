/// How many requests a source may make: so many a second, and as many at once after a second of silence.
public struct TokenBucket: Sendable {
  private let rate: Double
  private var tokens: Double
  private var filledAt: ContinuousClock.Instant

  /// A full bucket.
  public init(perSecond rate: Int, at now: ContinuousClock.Instant) {
    self.rate = Double(rate)
    tokens = Double(rate)
    filledAt = now
  }

  /// Takes a token; false where there is none.
  public mutating func take(at now: ContinuousClock.Instant) -> Bool {
    tokens = min(rate, tokens + rate * (filledAt.duration(to: now) / .seconds(1)))
    filledAt = now
    guard tokens >= 1 else { return false }
    tokens -= 1
    return true
  }
}
