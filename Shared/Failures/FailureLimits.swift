/// How patient work is: the one set of numbers for everything that is tried again.
public struct FailureLimits: Hashable, Sendable {
  /// How often a thing that fails by itself is tried.
  public var attempts = 5
  /// The first pause before the same again.
  public var firstPause = Duration.milliseconds(20)
  /// The longest pause before the same again.
  public var longestPause = Duration.seconds(1)
  /// The first pause while something is wrong that everybody meets.
  public var firstWait = Duration.milliseconds(100)
  /// The longest such pause: how late it may be noticed that all is well again.
  public var longestWait = Duration.seconds(2)
  /// How often in a row time may run out before the work is divided, to see whether one part of it is too slow.
  public var overtimesBeforeSplit = 3

  /// The limits that everything has unless a setting says otherwise.
  public init() {}

  /// The pause before attempt `number`, from 1: doubled each time, half of it by chance, so that many who wait do not come
  /// back at once.
  func pause(_ number: Int, using generator: inout some RandomNumberGenerator) -> Duration {
    spread(firstPause, longestPause, number, using: &generator)
  }

  func wait(_ number: Int, using generator: inout some RandomNumberGenerator) -> Duration {
    spread(firstWait, longestWait, number, using: &generator)
  }

  private func spread(
    _ first: Duration, _ longest: Duration, _ number: Int, using generator: inout some RandomNumberGenerator
  ) -> Duration {
    let span = min(longest, first * (1 << min(max(number, 1) - 1, 16)))
    // Half of the span is fixed, so that a refused attempt never becomes a busy loop.
    return span / 2 + .nanoseconds(Int64.random(in: 0...max(0, (span / 2).nanoseconds), using: &generator))
  }
}

extension Duration {
  /// Whole nanoseconds.
  fileprivate var nanoseconds: Int64 {
    components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
  }
}
