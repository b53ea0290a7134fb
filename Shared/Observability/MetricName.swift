/// Names of the metrics that every service has; `MetricDescription.all` says what they tell.
public enum MetricName {
  // MARK: What a lane does

  /// Counter: messages whose effects are committed; labels `queue`, `type`, `outcome` (handled, refused, duplicate,
  /// dead-lettered).
  public static let messagesHandled = "coopt_messages_handled_total"
  /// Counter: messages given up; labels `queue`, `reason`.
  public static let messagesDeadLettered = "coopt_messages_dead_lettered_total"
  /// Histogram in seconds: from the time in a message's envelope to the commit of its effects; labels `queue`, `type`.
  public static let messageLatency = "coopt_message_latency_seconds"
  /// Counter: batches committed; label `queue`.
  public static let batches = "coopt_batches_total"
  /// Histogram: messages in a committed batch; label `queue`.
  public static let batchMessages = "coopt_batch_messages"
  /// Counter: batches rolled back and tried again; labels `queue`, `kind`.
  public static let batchFailures = "coopt_batch_failures_total"
  /// Histogram in seconds: from taking a batch to its commit; label `queue`.
  public static let batchDuration = "coopt_batch_duration_seconds"
  /// Gauge: 1 while a lane waits for what everybody needs, 0 while it works; label `queue`.
  public static let lanePaused = "coopt_lane_paused"
  /// Counter: how often a lane began to wait; label `queue`.
  public static let lanePauses = "coopt_lane_pauses_total"
  /// Gauge: messages that were taken and are not done, of which the broker knows; label `queue`.
  public static let laneDeliveries = "coopt_lane_deliveries"
  /// Gauge in bytes: messages that arrived and wait to be taken; label `queue`.
  public static let laneBuffered = "coopt_lane_buffered_bytes"
  /// Gauge: messages that are tried beside the others; label `queue`.
  public static let laneAside = "coopt_lane_messages_aside"
  /// Gauge in seconds: how long the lane has had messages in hand without a commit, 0 while it has none; label `queue`.
  public static let laneBusy = "coopt_lane_busy_seconds"
  /// Gauge in seconds: how old the last batch was at its commit, 0 while the lane has nothing to do; label `queue`.
  public static let laneLag = "coopt_lane_lag_seconds"

  // MARK: What is owed to the broker

  /// Counter: messages that the broker confirmed.
  public static let messagesPublished = "coopt_messages_published_total"
  /// Counter: messages that no queue took and that stay owed.
  public static let messagesUnroutable = "coopt_messages_unroutable_total"
  /// Gauge in seconds: how long the broker has owed the oldest confirm.
  public static let confirmOldest = "coopt_confirm_oldest_seconds"
  /// Gauge: rows of the service's outbox, whoever wrote them.
  public static let outboxPending = "coopt_outbox_pending"
  /// Gauge in seconds: the age of the oldest outbox row.
  public static let outboxOldest = "coopt_outbox_oldest_seconds"
  /// Gauge: outbox rows that were tried and could not be sent or read.
  public static let outboxStuck = "coopt_outbox_stuck"
  /// Counter: events that committed decisions caused; label `type`.
  public static let events = "coopt_events_total"

  // MARK: What a clock causes

  /// Counter: runs of scheduled work that failed; label `work`.
  public static let scheduledFailures = "coopt_scheduled_failures_total"
  /// Gauge, seconds since 1970: when scheduled work last ran to its end; label `work`.
  public static let scheduledLastSuccess = "coopt_scheduled_last_success_timestamp_seconds"

  // MARK: Connections

  /// Counter: connections made to the broker, the first ones included; label `connection`.
  public static let brokerConnections = "coopt_broker_connections_total"
  /// Gauge: 1 while messages can pass, 0 while they cannot; label `connection`.
  public static let brokerReady = "coopt_broker_ready"
  /// Gauge: connections to PostgreSQL; label `state` (idle, leased).
  public static let databaseConnections = "coopt_database_connections"
  /// Gauge: tasks that wait for a connection to PostgreSQL.
  public static let databaseWaiting = "coopt_database_waiting"
  /// Counter: how often a task had to wait for a connection to PostgreSQL.
  public static let databaseWaits = "coopt_database_waits_total"

  /// Gauge: seconds until a file of certificates runs out, 0 where it cannot be read; labels `server` (broker, database,
  /// mail), `role` (authority, client).
  public static let certificateExpiry = "coopt_certificate_expiry_seconds"

  // MARK: Notifications, letters, traces, the program

  /// Gauge: notifications that wait for a fact, or for their turn.
  public static let notificationsPending = "coopt_notifications_pending"
  /// Gauge in seconds: how long the one has waited that has waited longest.
  public static let notificationsOldest = "coopt_notifications_oldest_seconds"
  /// Counter: notifications whose fact never came; label `awaited`.
  public static let notificationsGivenUp = "coopt_notifications_given_up_total"
  /// Counter: ends of dialogues about a letter; labels `state` (sent, pending, given-up), `fate`, `stage`.
  public static let letters = "coopt_letters_total"
  // MARK: Webhooks

  /// Counter: webhooks that came; labels `source`, `outcome` (kept, refused, no-secret, failed, too-large, too-many).
  public static let hookReceipts = "coopt_hook_receipts_total"
  /// Counter: webhooks that are not authentic; labels `source`, `defect` (missing, malformed, mismatch, outdated).
  public static let hookSignaturesRefused = "coopt_hook_signatures_refused_total"
  /// Gauge: authentic webhooks that wait for somebody; label `source`.
  public static let hooksQuarantined = "coopt_hook_quarantined"
  /// Gauge: webhooks that nobody has looked at yet, or whose vendor is being asked; label `source`.
  public static let hooksUnread = "coopt_hook_unread"
  /// Gauge: reports made from webhooks that the broker does not have yet; label `source`.
  public static let hookReportsWaiting = "coopt_hook_reports_waiting"
  /// Gauge in seconds: how long the oldest of those has waited, 0 where none does; label `source`.
  public static let hookReportsOldest = "coopt_hook_reports_oldest_seconds"
  /// Counter: attempts at publishing a report; labels `source`, `outcome` (confirmed, returned, rejected, unsendable,
  /// unknown).
  public static let hookReports = "coopt_hook_reports_total"
  /// Counter: what became of questions to vendors' APIs; labels `source`, `outcome` (answered, again, given-up).
  public static let hookQuestions = "coopt_hook_questions_total"

  /// Counter: attempts at signing in at the console that failed; label `reason` (unasked, denied, code, token, away,
  /// misconfigured).
  public static let signInsFailed = "coopt_sign_ins_failed_total"
  /// Counter: spans of traces that are done; label `outcome` (exported; dropped, refused and lost are gone).
  public static let spans = "coopt_spans_total"
  /// Gauge, always 1: which program runs; labels `version`, `commit`.
  public static let build = "coopt_build_info"
}
