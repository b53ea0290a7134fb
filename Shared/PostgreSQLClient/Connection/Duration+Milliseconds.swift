extension Duration {
  /// Whole milliseconds, rounded up, so that a short time does not become "no limit".
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(clamping: seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
