/// How much a lane takes at once.
struct LaneLimits: Sendable {
  /// Messages in one transaction at most.
  var batchSize = 200
  /// Bytes of bodies taken from the queue at once: a message may hold many events, which memory has to hold too.
  var batchBytes = 512 * 1024
  /// Committed batches that wait for the broker's confirms at most.
  var batchesUnderway = 4
  /// How often one message is tried before it is given up.
  var attempts = 5
}
