public import Vocabulary

/// What became of a webhook that was received.
public enum DeliveryState: String, ClosedEnumeration {
  /// It is kept, and nobody has looked at it yet.
  case received
  /// What it does not say itself is being asked for at the vendor's.
  case asking
  /// What it says was reported to the platform, or is on its way.
  case reported
  /// It is of no concern: another event, a test, or what was reported already.
  case ignored
  /// It is authentic and could not be understood: it waits for somebody.
  case quarantined
  /// Somebody decided that nothing comes of it.
  case discarded
}
