/// Until when the server must have said something in a round trip.
///
/// It moves on with everything that goes either way: a large result may take its time, silence may not.
struct ResponseDeadline {
  /// The longest silence; nil for no limit.
  let silence: Duration?
  /// The end of the whole round trip, where it has one.
  let end: ContinuousClock.Instant?
  /// When to give up as things stand.
  private(set) var instant: ContinuousClock.Instant?

  init(silence: Duration?, end: ContinuousClock.Instant? = nil) {
    self.silence = silence
    self.end = end
    noteProgress()
  }

  mutating func noteProgress() {
    guard let silence else { return instant = end }
    let next = ContinuousClock.now + silence
    instant = end.map { min($0, next) } ?? next
  }
}
