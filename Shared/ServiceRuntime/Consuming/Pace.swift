/// When a lane rests between two batches, so that the next one is larger.
///
/// A batch costs much that does not depend on its size. A lane that takes what has arrived, again and again without a
/// moment of idleness, spends the machine on small batches of which larger ones would cost half, and what comes after it
/// goes short. So once it finds messages waiting several times in a row, it rests for a multiple of what the last
/// batch took. At a moderate rate it idles between batches and never rests; with a backlog batches are large and
/// nothing is won by rest.
package struct Pace {
  /// The rest after a batch, in units of what the batch took.
  package static let factor = 2
  /// The longest rest.
  package static let longest = Duration.milliseconds(25)
  /// How many batches in a row have to find messages waiting.
  package static let patience = 4
  /// Waiting for messages up to this long is no idleness.
  package static let noticed = Duration.milliseconds(1)

  /// Messages in the batches from which on rest wins nothing.
  private let large: Int
  private var busy = 0

  /// The pace of a lane with batches of up to a number of messages.
  package init(batchSize: Int) {
    large = max(1, batchSize / 4)
  }

  /// How long to rest after a batch of a size, for which messages were waited for and which took some time.
  package mutating func rest(after size: Int, waited: Duration, took: Duration) -> Duration? {
    // Where even a rest brought no second message, none is to be won by it.
    let isOver = waited > Self.noticed || (busy >= Self.patience && size < 2)
    busy = isOver ? 0 : busy + 1
    guard busy >= Self.patience, size < large else { return nil }
    return min(took * Self.factor, Self.longest)
  }
}
