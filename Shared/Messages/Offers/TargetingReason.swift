public import Vocabulary

/// Why an offer was, will be or will not be pushed to a member (O5).
public enum TargetingReason: String, ClosedEnumeration {
  /// No sector of the profile covers the offer's.
  case sectorNotCovered = "sector-not-covered"
  /// No zone of the profile covers the offer's.
  case zoneNotCovered = "zone-not-covered"
  /// Unknown, not known yet, or left.
  case memberNotActive = "member-not-active"
  /// Draft or closed.
  case offerNotOpen = "offer-not-open"
  /// The member was solicited often enough this week (O4).
  case budgetExhausted = "budget-exhausted"
  /// The profile covers the offer.
  case covered
}
