public import Vocabulary

/// How far a recommendation came.
public enum RecommendationState: String, ClosedEnumeration {
  /// The candidate belongs to the member (R2).
  case attributed
  /// The interview went well (Q1).
  case qualified
  /// The interview did not.
  case rejected
  /// The company has the candidate (Q2).
  case transmitted
  /// A hire is in force.
  case hired
  /// No hire is in force any more (H3).
  case hireWithdrawn = "hire-withdrawn"
  /// The member took it back (R9).
  case withdrawn
  /// Its offer closed while the interview was still to be held (O8).
  case offerClosed = "offer-closed"
}
