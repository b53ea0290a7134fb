/// O8: when an offer is filled or cancelled no further candidate goes to its company.
///
/// Whom the company has already, it keeps.
package enum NothingIsTransmittedForAnOfferThatIsOver {
  /// Whether a candidate who is qualified now goes to the company, or stays there.
  package static func allows(_ interview: Interview) -> Bool {
    !interview.offerIsOver || interview.candidacyID != nil
  }
}
