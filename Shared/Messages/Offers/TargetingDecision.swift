public import Vocabulary

/// What became of an offer for one member (O5).
public enum TargetingDecision: String, ClosedEnumeration {
  /// The offer was pushed to the member.
  case solicited
  /// A later wave will reach the member.
  case planned
  /// The profile does not cover the offer (O2).
  case notTargeted = "not-targeted"
  /// Covered, but kept from the member for another reason.
  case notSolicited = "not-solicited"
}
