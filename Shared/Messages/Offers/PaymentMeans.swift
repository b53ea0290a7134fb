public import Vocabulary

/// What an offer's publication is paid with (O6).
public enum PaymentMeans: String, ClosedEnumeration {
  /// A listing credit of the company: whenever it has any.
  case listingCredit = "listing-credit"
  /// The company's contract, outside of the platform: it has no credit, which is no reason to refuse the offer.
  case contract
}
