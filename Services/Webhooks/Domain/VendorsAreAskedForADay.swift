public import Vocabulary

/// When a vendor's API is asked again that did not answer, and when that is given up.
public enum VendorsAreAskedForADay {
  /// Seconds from the first attempt after which nobody is asked any more.
  public static let patience: Double = 86_400
  private static let firstPause: Double = 5
  private static let longestPause: Double = 3600

  /// When to ask again after so many attempts; nil when that is over.
  ///
  /// `wish` is how many seconds the vendor asked to be left alone. Pauses double; up to a quarter more is chance, so that
  /// what failed together does not come back together.
  public static func next(
    after attempts: Int, since first: Timestamp, wish: Double? = nil, at now: Timestamp, chance: Double
  ) -> Timestamp? {
    let exponent = Double(min(max(attempts - 1, 0), 20))
    var pause = firstPause
    for _ in 0..<Int(exponent) where pause < longestPause { pause *= 2 }
    pause = min(pause, longestPause) * (1 + chance / 4)
    let next = now.adding(seconds: max(pause, wish ?? 0))
    return next <= first.adding(seconds: patience) ? next : nil
  }
}
