public import Vocabulary

/// How an invitation reaches who is invited.
public enum InvitationDelivery: String, ClosedEnumeration {
  /// The platform sends it by e-mail; without it the caller hands the code over.
  case email
}
