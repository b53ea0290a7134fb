/// Why a reward is taken back (W8).
public enum ReversalReason: String, ClosedEnumeration {
  /// The hire is not in force any more (H3).
  case hireWithdrawn = "hire-withdrawn"
  /// The hire belongs to another recommendation, or to none (H4).
  case hireDetached = "hire-detached"
  /// Whether candidate and member have the same employer turned out otherwise (R6).
  case conflictOfInterest = "conflict-of-interest"
  /// The share of a sponsor is due for another hire (W2).
  case shareMoved = "share-moved"
}
