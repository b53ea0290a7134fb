extension Int {
  /// The sum, or the nearest number that there is: numbers out of messages never end the process.
  ///
  /// The bounds are one another's negatives, so that what balances does so at the bounds, too.
  package func addingSaturated(_ other: Int) -> Int {
    let (sum, overflows) = addingReportingOverflow(other)
    guard overflows else { return Swift.max(sum, -.max) }
    return other < 0 ? -.max : .max
  }

  /// The number with the other sign, or the nearest that there is.
  package var negatedSaturated: Int { self == .min ? .max : -self }

  /// The difference, or the nearest number that there is.
  package func subtractingSaturated(_ other: Int) -> Int { addingSaturated(other.negatedSaturated) }
}
