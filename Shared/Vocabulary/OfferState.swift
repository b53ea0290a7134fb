/// How far an offer came (O1).
public enum OfferState: String, ClosedEnumeration {
  /// Nobody but its company sees it.
  case draft
  /// It can be recommended for.
  case published
  /// It can not any more.
  case closed
}
