public import Vocabulary

/// Why a hire could not be matched (H2).
public enum UnattributedReason: String, ClosedEnumeration {
  /// No offer, or several, of this id or reference.
  case offerUnknown = "offer-unknown"
  /// Nobody known by these details.
  case candidateUnknown = "candidate-unknown"
  /// The candidate was not recommended for the offer.
  case noRecommendationForOffer = "no-recommendation-for-offer"
  /// The hire is older than the attribution.
  case hiredBeforeRecommendation = "hired-before-recommendation"
  /// Staff took it from what it belonged to (H4).
  case detached
}
