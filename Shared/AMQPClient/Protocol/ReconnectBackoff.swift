/// How long to wait before the next attempt to connect.
///
/// Exponential with jitter, so that many clients of a broker that comes back do not arrive at once.
public struct ReconnectBackoff: Sendable {
  private let base: Double
  private let maximum: Double
  private var attempt = 0

  /// Waits of up to `base` seconds at first, doubled with each attempt, never more than `maximum`.
  public init(base: Double = 0.2, maximum: Double = 2) {
    self.base = base
    self.maximum = maximum
  }

  /// Seconds to wait now; half of the span is fixed, so that a refused attempt never becomes a busy loop.
  package mutating func next(using generator: inout some RandomNumberGenerator) -> Double {
    let span = min(maximum, base * Double(1 << min(attempt, 16)))
    attempt += 1
    return span / 2 + Double.random(in: 0...(span / 2), using: &generator)
  }

  /// Seconds to wait now.
  public mutating func next() -> Double {
    var generator = SystemRandomNumberGenerator()
    return next(using: &generator)
  }

  /// Begins anew after a connection that held.
  package mutating func reset() {
    attempt = 0
  }
}
