public import Vocabulary

/// Whether a member was told of an offer, or will be (O5).
public enum SolicitationState: String, ClosedEnumeration {
  /// The offer was pushed to the member.
  case solicited
  /// A later wave will reach the member.
  case planned
}
