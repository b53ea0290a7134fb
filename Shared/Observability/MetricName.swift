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
  /// Counter: attempts to deliver a letter; label `state` (sent, pending, given-up).
  public static let letters = "coopt_letters_total"
  /// Gauge: outbox rows that wait for their confirm in this process.
  public static let outboxPending = "coopt_outbox_pending"
}
