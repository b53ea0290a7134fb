/// Who says whether candidate and member have the same employer (R6).
public enum ConflictSource: String, ClosedEnumeration {
  /// The member, when recommending.
  case recommendation
  /// The candidate, in the interview.
  case interview
  /// Staff, with a reason.
  case staff
}
