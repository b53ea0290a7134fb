public import Vocabulary

/// Who a notification is for (N1, N2).
public enum Audience: String, ClosedEnumeration {
  /// The platform's staff.
  case staff
  /// One member.
  case member
  /// One company.
  case company
  /// One candidate.
  case candidate
  /// One charity.
  case charity
  /// The finance system.
  case finance
  /// One invited person.
  case invitee

  /// Whether notifications go to one recipient of many, whose id the routing key then carries.
  public var hasRecipients: Bool { self != .staff && self != .finance }
}
