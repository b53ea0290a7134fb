extension MetricDescription {
  /// Every metric that some service has, but for the figures that a service lists itself.
  public static let all: [MetricDescription] = lanes + owed + hooks + others

  private static let lanes = [
    MetricDescription(MetricName.messagesHandled, "Messages whose effects are committed."),
    MetricDescription(MetricName.messagesDeadLettered, "Messages given up, by the reason in their header."),
    MetricDescription(
      MetricName.messageLatency, "Seconds from the time in a message's envelope to the commit of its effects.",
      buckets: MetricBuckets.waits),
    MetricDescription(MetricName.batches, "Batches committed."),
    MetricDescription(MetricName.batchMessages, "Messages in a committed batch.", buckets: MetricBuckets.messages),
    MetricDescription(MetricName.batchFailures, "Batches rolled back and tried again, by whose doing it is."),
    MetricDescription(MetricName.batchDuration, "Seconds from taking a batch to its commit."),
    MetricDescription(MetricName.lanePaused, "1 while a lane waits for what every message of it needs."),
    MetricDescription(MetricName.lanePauses, "How often a lane began to wait for what every message of it needs."),
    MetricDescription(MetricName.laneDeliveries, "Messages that were taken from the queue and are not done."),
    MetricDescription(MetricName.laneBuffered, "Bytes of messages that have arrived and wait to be taken."),
    MetricDescription(MetricName.laneAside, "Messages that are tried beside the others, since they run out of time."),
    MetricDescription(MetricName.laneBusy, "Seconds that a lane has had messages in hand without a commit."),
    MetricDescription(MetricName.laneLag, "Seconds from envelope to commit of the last batch; 0 without work."),
  ]

  private static let owed = [
    MetricDescription(MetricName.messagesPublished, "Messages that the broker confirmed."),
    MetricDescription(MetricName.messagesUnroutable, "Messages that no queue took and that stay owed."),
    MetricDescription(MetricName.confirmOldest, "Seconds that the broker has owed the oldest confirm."),
    MetricDescription(MetricName.outboxPending, "Rows of the outbox, whoever wrote them."),
    MetricDescription(MetricName.outboxOldest, "Age of the oldest row of the outbox."),
    MetricDescription(MetricName.outboxStuck, "Rows of the outbox that were tried and could not be sent or read."),
    MetricDescription(MetricName.events, "Events that committed decisions caused."),
  ]

  private static let hooks = [
    MetricDescription(MetricName.hookReceipts, "Webhooks that came, by what became of the request."),
    MetricDescription(MetricName.hookSignaturesRefused, "Webhooks that are not authentic, by what is wrong with them."),
    MetricDescription(MetricName.hooksQuarantined, "Authentic webhooks that wait for somebody."),
    MetricDescription(MetricName.hooksUnread, "Webhooks not read yet, or whose vendor is being asked."),
    MetricDescription(MetricName.hookReportsWaiting, "Reports made from webhooks that the broker does not have yet."),
    MetricDescription(MetricName.hookReportsOldest, "Seconds that one such report has waited, the longest of all."),
    MetricDescription(MetricName.hookReports, "Attempts at publishing a report, by their outcome."),
    MetricDescription(MetricName.hookQuestions, "Questions to vendors' APIs, by what became of them."),
  ]

  private static let others = [
    MetricDescription(MetricName.scheduledFailures, "Runs of scheduled work that failed."),
    MetricDescription(MetricName.scheduledLastSuccess, "When scheduled work last ran to its end."),
    MetricDescription(MetricName.brokerConnections, "Connections made to the broker, the first ones included."),
    MetricDescription(MetricName.brokerReady, "1 while messages can pass over a connection to the broker."),
    MetricDescription(MetricName.databaseConnections, "Connections to PostgreSQL, by how they are used."),
    MetricDescription(MetricName.databaseWaiting, "Tasks that wait for a connection to PostgreSQL."),
    MetricDescription(MetricName.databaseWaits, "How often a task had to wait for a connection to PostgreSQL."),
    MetricDescription(
      MetricName.certificateExpiry,
      "Seconds until a certificate runs out: in a file, 0 where it cannot be read, or the one a server showed last."),
    MetricDescription(MetricName.notificationsPending, "Notifications that wait for a fact, or for their turn."),
    MetricDescription(MetricName.notificationsOldest, "Seconds that one notification has waited, the longest of all."),
    MetricDescription(MetricName.notificationsGivenUp, "Notifications that were given up: their fact never came."),
    MetricDescription(MetricName.letters, "Ends of dialogues with the mail server about a letter."),
    MetricDescription(MetricName.signInsFailed, "Attempts at signing in at the console that failed, by why."),
    MetricDescription(MetricName.spans, "Spans of traces that are done, by what became of them."),
    MetricDescription(MetricName.build, "Which program runs; always 1."),
    MetricDescription("process_cpu_seconds_total", "Seconds of processor time, user and system."),
    MetricDescription("process_resident_memory_bytes", "Memory of the process that is in RAM."),
    MetricDescription("process_virtual_memory_bytes", "Address space of the process."),
    MetricDescription("process_open_fds", "Open file descriptors."),
    MetricDescription("process_max_fds", "File descriptors that may be open at most."),
    MetricDescription("process_threads", "Threads of the process."),
    MetricDescription("process_start_time_seconds", "When the process started, in seconds since 1970."),
  ]
}
