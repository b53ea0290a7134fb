public import Vocabulary

/// What an offer's publication is paid with (O6).
public enum PaymentMeans: String, ClosedEnumeration {
  /// A listing credit of the company.
  case listingCredit = "listing-credit"
  /// The company's contract.
  case contract
}
