/// What an amount in the books counts; units never mix (W5).
package enum UnitOfAccount: String, CaseIterable, Sendable {
  /// Hundredths of a euro.
  case euroCents = "eur-cents"
  /// Points of members.
  case points
  /// Offers that a company may publish without paying.
  case listingCredits = "listing-credits"
}
