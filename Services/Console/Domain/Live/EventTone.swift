/// How an event is marked: what needs somebody stands out.
public enum EventTone: String, Sendable {
  /// Good news.
  case good
  /// Something failed.
  case bad
  /// Somebody has to do something.
  case wait
  /// A consequence that nobody waits for.
  case quiet
  /// All the rest.
  case plain

  /// The tone of an event by its name.
  public init(_ name: String) {
    self =
      switch name {
      case "member-joined", "candidate-qualified", "hire-attributed", "reward-granted", "decision-confirmed": .good
      case "payout-failed", "message-dead-lettered", "command-refused", "delivery-given-up", "notification-given-up",
        "hire-withdrawn", "reward-reversed":
        .bad
      case "interview-requested", "hire-unattributed", "hire-report-differs", "hire-report-outdated", "reward-held",
        "claim-opened", "decision-requested", "webhook-quarantined", "member-identity-conflict",
        "candidate-identity-conflict":
        .wait
      case "points-awarded", "level-changed", "reward-settled", "listing-credits-granted": .quiet
      default: .plain
      }
  }
}
