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
    /// The day of that, in the policy's time zone.
    package let attributedOn: CalendarDay
    /// Whether the member took it back (R9).
    package let isTakenBack: Bool

    package init(
      recommendationID: RecommendationID, offerID: OfferID, candidateID: CandidateID, attributedAt: Timestamp,
      attributedOn: CalendarDay, isTakenBack: Bool = false
    ) {
      self.recommendationID = recommendationID
      self.offerID = offerID
      self.candidateID = candidateID
      self.attributedAt = attributedAt
      self.attributedOn = attributedOn
      self.isTakenBack = isTakenBack
    }
  }

  /// Why a hire is not matched.
  package enum Failure: String, Error, Sendable {
    /// No offer is known by what the report says.
    case offerUnknown = "offer-unknown"
    /// Nobody is known by what the report says.
    case candidateUnknown = "candidate-unknown"
    /// The candidate was not recommended for the offer.
    case noRecommendationForOffer = "no-recommendation-for-offer"
    /// The day of the hire is before that of the attribution.
    case hiredBeforeRecommendation = "hired-before-recommendation"
    /// Staff took it from what it belonged to (H4).
    case detached
  }

  /// The offers that a report can mean: that of its id, else all that carry the reference; within the company where given.
  ///
  /// Also by its id, an offer of another company is not meant: a system that reports for one company has no word about the
  /// others.
  package static func offers(meantBy particulars: HireParticulars, among offers: [KnownOffer]) -> [KnownOffer] {
    let ofCompany = offers.filter { (particulars.companyID ?? $0.companyID) == $0.companyID }
    if let id = particulars.offerID { return ofCompany.filter { $0.offerID == id } }
    guard let reference = particulars.offerReference else { return [] }
    return ofCompany.filter { $0.externalReference == reference }
  }

  /// The recommendation that a hire of a day belongs to, or why there is none.
  ///
  /// `named` are candidates that the report names by an id of ours, `recognised` those it describes: who is named goes
  /// first. Of several offers it is the one published last for which they were recommended in time; of several candidates
  /// left the oldest attribution rules, as for recommendations (R4). What was taken back (R9) stands behind all that goes on.
  package static func match(
    offers: [KnownOffer], named: [CandidateID], recognised: [CandidateID], hiredOn day: CalendarDay,
    among matches: [Match]
  ) -> Result<RecommendationID, Failure> {
    guard !offers.isEmpty else { return .failure(.offerUnknown) }
    guard !named.isEmpty || !recognised.isEmpty else { return .failure(.candidateUnknown) }
    let meant = Set(offers.map(\.offerID))
    let forOffers = matches.filter { meant.contains($0.offerID) }
    let ofNamed = forOffers.filter { named.contains($0.candidateID) }
    let possible = ofNamed.isEmpty ? forOffers.filter { recognised.contains($0.candidateID) } : ofNamed
    guard !possible.isEmpty else { return .failure(.noRecommendationForOffer) }
    // Day against day: many systems know no more than the day.
    let timely = possible.filter { $0.attributedOn <= day }
    let standing = timely.filter { !$0.isTakenBack }
    let first = standing.isEmpty ? timely : standing
    let newest = newest(of: offers, in: Set(first.map(\.offerID)))
    guard let oldest = oldest(of: first.filter { $0.offerID == newest }) else {
      return .failure(.hiredBeforeRecommendation)
    }
    return .success(oldest.recommendationID)
  }

  /// Of some offers the one published last.
  private static func newest(of offers: [KnownOffer], in ids: Set<OfferID>) -> OfferID? {
    offers.filter { ids.contains($0.offerID) }
      .max { ($0.publishedAt, $0.offerID) < ($1.publishedAt, $1.offerID) }?.offerID
  }

  /// The candidate of the oldest attribution; where their attribution ended and began anew before the hire, the last.
  private static func oldest(of matches: [Match]) -> Match? {
    let first = matches.min { ($0.attributedAt, $0.recommendationID) < ($1.attributedAt, $1.recommendationID) }
    return matches.filter { $0.candidateID == first?.candidateID }
      .max { ($0.attributedAt, $0.recommendationID) < ($1.attributedAt, $1.recommendationID) }
  }
}
