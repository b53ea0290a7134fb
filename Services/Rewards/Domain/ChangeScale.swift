/// Where the bars of a histogram of changes begin: the same whatever is tried, so that two trials can be compared.
///
/// Figures of members differ by magnitudes; bounds that grow by 1, 2 and 5 show small and great changes beside each other.
package enum ChangeScale {
  /// In points; the last is beyond every change.
  package static let points = bounds(of: 1)
  /// In cents; what is less than a euro is one bar.
  package static let cents = [1] + bounds(of: 100)

  private static func bounds(of unit: Int) -> [Int] {
    var bounds: [Int] = []
    var step = unit
    while step <= 100_000_000_000_000_000 {
      bounds += [step, 2 * step, 5 * step]
      step *= 10
    }
    return bounds
  }
}
