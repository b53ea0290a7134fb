import Vocabulary

/// H2: a hire is matched to a recommendation by offer and candidate.
package enum HireMatchesRecommendation {
  /// What a hire may be matched to.
  package struct Match: Sendable, Equatable {
    /// The recommendation.
    package let recommendationID: RecommendationID
    /// For which offer.
    package let offerID: OfferID
    /// Whom.
    package let candidateID: CandidateID
    /// Since when the candidate is attributed for the offer.
    package let attributedAt: Timestamp

    package init(
      recommendationID: RecommendationID, offerID: OfferID, candidateID: CandidateID, attributedAt: Timestamp
    ) {
      self.recommendationID = recommendationID
      self.offerID = offerID
      self.candidateID = candidateID
      self.attributedAt = attributedAt
    }
  }

  /// Why a hire is not matched.
  package enum Failure: String, Error, Sendable {
    /// No offer, or several.
    case offerUnknown = "offer-unknown"
    /// Nobody is known by what the report says.
    case candidateUnknown = "candidate-unknown"
    /// The candidate was not recommended for the offer.
    case noRecommendationForOffer = "no-recommendation-for-offer"
    /// The hire is older than the attribution.
    case hiredBeforeRecommendation = "hired-before-recommendation"
  }

  /// The only offer that the report can mean; by its id, else by the reference, within the company where given.
  package static func offer(
    id: OfferID?, reference: String?, companyID: CompanyID?, among offers: [KnownOffer]
  ) -> KnownOffer? {
    if let id { return offers.first { $0.offerID == id } }
    let named = offers.filter {
      $0.externalReference == reference && (companyID == nil || $0.companyID == companyID)
    }
    return named.count == 1 ? named[0] : nil
  }

  /// The recommendation that a hire belongs to, or why there is none.
  ///
  /// `named` are candidates that the report names by an id of ours, `recognised` those it describes: who is named goes
  /// first. Of several left the oldest attribution rules, as for recommendations (R4).
  package static func match(
    offer: KnownOffer?, named: [CandidateID], recognised: [CandidateID], hiredAt: Timestamp, among matches: [Match]
  ) -> Result<RecommendationID, Failure> {
    guard let offer else { return .failure(.offerUnknown) }
    guard !named.isEmpty || !recognised.isEmpty else { return .failure(.candidateUnknown) }
    let forOffer = matches.filter { $0.offerID == offer.offerID }
    let ofNamed = forOffer.filter { named.contains($0.candidateID) }
    let possible = ofNamed.isEmpty ? forOffer.filter { recognised.contains($0.candidateID) } : ofNamed
    guard !possible.isEmpty else { return .failure(.noRecommendationForOffer) }
    let timely = possible.filter { !isHiredBefore($0.attributedAt, hiredAt: hiredAt) }
    guard let oldest = oldest(of: timely) else { return .failure(.hiredBeforeRecommendation) }
    return .success(oldest.recommendationID)
  }

  /// Whether a hire is older than an attribution, in whole seconds: other systems cut the rest off.
  package static func isHiredBefore(_ attributedAt: Timestamp, hiredAt: Timestamp) -> Bool {
    hiredAt.wholeSeconds < attributedAt.wholeSeconds
  }

  /// The candidate of the oldest attribution; where their attribution ended and began anew before the hire, the last.
  private static func oldest(of matches: [Match]) -> Match? {
    let first = matches.min { ($0.attributedAt, $0.recommendationID) < ($1.attributedAt, $1.recommendationID) }
    return matches.filter { $0.candidateID == first?.candidateID }
      .max { ($0.attributedAt, $0.recommendationID) < ($1.attributedAt, $1.recommendationID) }
  }
}

extension Timestamp {
  fileprivate var wholeSeconds: Int64 {
    let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
