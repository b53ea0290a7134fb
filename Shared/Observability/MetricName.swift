/// Names of the metrics that every service has.
public enum MetricName {
  /// Counter: messages whose effects are committed; labels `queue`, `type`, `outcome` (handled, refused, duplicate).
  public static let messagesHandled = "coopt_messages_handled_total"
  /// Counter: messages given up; labels `queue`, `reason`.
  public static let messagesDeadLettered = "coopt_messages_dead_lettered_total"
  /// Counter: messages that the broker confirmed; label `exchange`.
  public static let messagesPublished = "coopt_messages_published_total"
  /// Counter: batches committed; label `queue`.
  public static let batches = "coopt_batches_total"
  /// Counter: batches rolled back and tried again; labels `queue`, `kind`.
  public static let batchFailures = "coopt_batch_failures_total"
  /// Histogram in seconds: from taking a batch to its commit; label `queue`.
  public static let batchDuration = "coopt_batch_duration_seconds"
  /// Counter: ends of dialogues about a letter; labels `state` (sent, pending, given-up), `fate`, `stage`.
  public static let letters = "coopt_letters_total"
  /// Gauge: rows of the service's outbox, whoever wrote them.
  public static let outboxPending = "coopt_outbox_pending"
  /// Gauge, always 1: which program runs; labels `version`, `commit`.
  public static let build = "coopt_build_info"
  /// Gauge: 1 while a lane waits for what everybody needs, 0 while it works; label `queue`.
  public static let lanePaused = "coopt_lane_paused"
  /// Counter: runs of scheduled work that failed; label `work`.
  public static let scheduledFailures = "coopt_scheduled_failures_total"
  /// Counter: messages that no queue took and that stay owed.
  public static let messagesUnroutable = "coopt_messages_unroutable_total"
  /// Gauge in seconds: the age of the oldest outbox row.
  public static let outboxOldest = "coopt_outbox_oldest_seconds"
  /// Gauge: outbox rows that were tried and could not be sent or read.
  public static let outboxStuck = "coopt_outbox_stuck"
}
