public import Vocabulary

/// What an amount in the books counts; units never mix (W5).
public enum LedgerUnit: String, ClosedEnumeration {
  /// Hundredths of a euro.
  case euroCents = "eur-cents"
  /// Points.
  case points
  /// Listing credits.
  case listingCredits = "listing-credits"
}
