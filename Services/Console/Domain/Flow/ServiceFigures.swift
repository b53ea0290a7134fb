/// What a service tells of its work at one moment.
public struct ServiceFigures: Equatable, Sendable {
  /// Messages whose effects are committed since the process began, by queue.
  public var handled: [String: Double] = [:]
  /// Messages given up since then.
  public var deadLettered = 0.0
  /// Messages that the broker confirmed since then.
  public var published = 0.0
  /// Reports of webhooks that were published since then.
  public var reported = 0.0
  /// Queues whose lane waits for what everybody needs.
  public var paused: Set<String> = []
  /// Messages that were taken and are not done, by queue.
  public var inHand: [String: Double] = [:]
  /// How old what is being handled is, in seconds, by queue.
  public var age: [String: Double] = [:]
  /// Rows of the outbox.
  public var outbox = 0.0
  /// The age of its oldest row in seconds.
  public var outboxAge = 0.0
  /// Notifications that wait for a fact or for their turn.
  public var waitingNotifications = 0.0

  /// Nothing yet.
  public init() {}

  /// Reads the figures that matter here.
  public init(_ samples: [MetricSample]) {
    for sample in samples where !sample.value.isNaN { take(sample) }
  }

  /// The names of the figures that matter here.
  public static let names: Set<String> = [
    "coopt_messages_handled_total", "coopt_messages_dead_lettered_total", "coopt_messages_published_total",
    "coopt_hook_reports_total", "coopt_lane_paused", "coopt_lane_deliveries", "coopt_lane_lag_seconds",
    "coopt_lane_busy_seconds", "coopt_outbox_pending", "coopt_outbox_oldest_seconds", "coopt_notifications_pending",
  ]

  private mutating func take(_ sample: MetricSample) {
    let queue = sample.labels["queue"] ?? ""
    switch sample.name {
    case "coopt_messages_handled_total": handled[queue, default: 0] += sample.value
    case "coopt_messages_dead_lettered_total": deadLettered += sample.value
    case "coopt_messages_published_total": published += sample.value
    case "coopt_hook_reports_total": if sample.labels["outcome"] == "confirmed" { reported += sample.value }
    case "coopt_lane_paused": if sample.value > 0 { paused.insert(queue) }
    case "coopt_lane_deliveries": inHand[queue, default: 0] += sample.value
    case "coopt_lane_lag_seconds", "coopt_lane_busy_seconds": age[queue] = max(age[queue] ?? 0, sample.value)
    case "coopt_outbox_pending": outbox = sample.value
    case "coopt_outbox_oldest_seconds": outboxAge = sample.value
    case "coopt_notifications_pending": waitingNotifications = sample.value
    default: break
    }
  }
}
