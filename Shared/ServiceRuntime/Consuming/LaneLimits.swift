import Failures
import FoundationEssentials
import MessageHandling

/// How much a lane takes at once.
package struct LaneLimits: Sendable {
  /// Messages in one transaction at most.
  package var batchSize = ServiceDefinition.usualBatchSize
  /// Bytes of bodies taken from the queue at once: a message may hold many events, which memory has to hold too.
  var batchBytes = 512 * 1024
  /// Batches that are handled at the same time at most, where they reach nothing in common.
  package var batchesAtOnce = 2
  /// Messages in hand from which on no more are taken from the queue, in batches: to choose from, where batches part.
  var batchesAhead = 4
  /// What is left between two batches, also where few messages wait.
  var rest = Duration.zero
  /// Committed batches that wait for the broker's confirms at most.
  var batchesUnderway = 4
  /// How patient it is with what fails.
  var failures = FailureLimits()
  /// How long an event of an unknown type waits in all for a version of the program that knows it.
  var unknownTypeWait = Duration.seconds(600)
  /// Returns to the queue from which on a message is taken by itself, its attempts written down.
  var suspiciousReturns = 3
  /// Messages that are tried beside the others at most, since they alone run out of time.
  var messagesAside = 8

  /// Batches at once where no setting says otherwise: two, so that a core does not idle while the other batch waits for the
  /// database; one on a machine that has no core left to idle, with broker and database beside.
  package static func usualBatchesAtOnce(cores: Int = ProcessInfo.processInfo.activeProcessorCount) -> Int {
    cores > 2 ? 2 : 1
  }
}
