public import Vocabulary

/// Which clock says as of when a report speaks that was made from a webhook (H1).
public enum HookClock: String, ClosedEnumeration {
  /// The vendor's instant of the event.
  case event
  /// The vendor's date of what the event is about, such as that of the decision.
  case decision
  /// The instant of receipt: the vendor says nothing better.
  case receipt
}
