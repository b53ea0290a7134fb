import Vocabulary

/// H1: offer and candidate of a hire are those of its first report; a later one that names others is told to staff.
package enum OfferAndCandidateAreOfTheFirstReport {
  /// What a report names.
  package enum Field: String, Sendable {
    /// The offer.
    case offer
    /// The candidate.
    case candidate
  }

  /// What a report says, and what it means as far as the platform knows.
  package struct Naming: Sendable {
    /// What it says.
    package let particulars: HireParticulars
    /// The offers that it may mean: several where several carry its reference.
    package let offers: Set<OfferID>
    /// Whom it means: those whom it names by an id of the platform's, else those whom it describes.
    package let candidates: Set<CandidateID>

    /// What a report says and means.
    package init(
      _ particulars: HireParticulars, offers: some Sequence<OfferID>, candidates: some Sequence<CandidateID>
    ) {
      self.particulars = particulars
      self.offers = Set(offers)
      self.candidates = Set(candidates)
    }
  }

  /// What a later report names that cannot be what the first one named.
  ///
  /// The same thing under another name does not differ: an offer by its reference instead of its id, a candidate by e-mail
  /// instead of id. Nor does what the platform cannot compare: two candidates unknown to it, one by e-mail, one by phone.
  package static func fields(of later: Naming, from first: Naming) -> [Field] {
    var fields: [Field] = []
    if isOtherOffer(later, first) { fields.append(.offer) }
    if isOtherCandidate(later, first) { fields.append(.candidate) }
    return fields
  }

  private static func isOtherOffer(_ later: Naming, _ first: Naming) -> Bool {
    guard later.offers.isEmpty, first.offers.isEmpty else { return later.offers.isDisjoint(with: first.offers) }
    let (saidLater, saidFirst) = (later.particulars, first.particulars)
    if saidLater.hasSameReference(as: saidFirst) { return false }
    if let later = saidLater.offerID, let first = saidFirst.offerID { return later != first }
    return saidLater.offerReference != nil && saidFirst.offerReference != nil
  }

  private static func isOtherCandidate(_ later: Naming, _ first: Naming) -> Bool {
    let (saidLater, saidFirst) = (later.particulars, first.particulars)
    guard saidLater.namesCandidate, saidFirst.namesCandidate else { return false }
    if !later.candidates.isEmpty, !first.candidates.isEmpty {
      return later.candidates.isDisjoint(with: first.candidates)
    }
    if saidLater.sharesCandidateName(with: saidFirst) { return false }
    return !later.candidates.isEmpty || !first.candidates.isEmpty || saidLater.namesCandidateAlike(saidFirst)
  }
}

extension HireParticulars {
  fileprivate func hasSameReference(as other: HireParticulars) -> Bool {
    guard let offerReference, offerReference == other.offerReference else { return false }
    return companyID == nil || other.companyID == nil || companyID == other.companyID
  }

  fileprivate var namesCandidate: Bool { candidateID != nil || candidacyID != nil || !identityKeys.isEmpty }

  fileprivate func sharesCandidateName(with other: HireParticulars) -> Bool {
    (candidateID != nil && candidateID == other.candidateID)
      || (candidacyID != nil && candidacyID == other.candidacyID)
      || !Set(identityKeys).isDisjoint(with: other.identityKeys)
  }

  /// Whether both name a candidate in one way, so that different names are different candidates.
  fileprivate func namesCandidateAlike(_ other: HireParticulars) -> Bool {
    (candidateID != nil && other.candidateID != nil) || (candidacyID != nil && other.candidacyID != nil)
      || !Set(identityKeys.map(\.kind)).isDisjoint(with: other.identityKeys.map(\.kind))
  }
}
