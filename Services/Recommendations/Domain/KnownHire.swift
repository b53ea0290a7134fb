import Vocabulary

/// What other systems know a hire by (H1).
package struct HireKey: Hashable, Sendable {
  /// The system.
  package let sourceSystem: String
  /// The application in that system.
  package let applicationID: String

  package init(sourceSystem: String, applicationID: String) {
    self.sourceSystem = sourceSystem
    self.applicationID = applicationID
  }
}

/// Offer and candidate as the first report of a hire named them; later reports change nothing of it.
package struct HireParticulars: Sendable, Equatable {
  /// The offer.
  package var offerID: OfferID?
  /// The offer's name in the company's own system.
  package var offerReference: String?
  /// Whose offer.
  package var companyID: CompanyID?
  /// The platform's candidate.
  package var candidateID: CandidateID?
  /// The candidacy that the company got.
  package var candidacyID: CandidacyID?
  /// Keyed hashes of the candidate's e-mail address and telephone number.
  package var identityKeys: [IdentityKey]

  package init(
    offerID: OfferID? = nil, offerReference: String? = nil, companyID: CompanyID? = nil,
    candidateID: CandidateID? = nil, candidacyID: CandidacyID? = nil, identityKeys: [IdentityKey] = []
  ) {
    self.offerID = offerID
    self.offerReference = offerReference
    self.companyID = companyID
    self.candidateID = candidateID
    self.candidacyID = candidacyID
    self.identityKeys = identityKeys
  }

  /// All of it as one text, the same for the same particulars.
  package var naming: String {
    let ids: [String?] = [
      offerID?.description, companyID?.description, candidateID?.description, candidacyID?.description,
    ]
    let keys = identityKeys.map(\.rawValue).sorted().joined(separator: " ")
    return (ids.map { $0 ?? "" } + [keys, offerReference ?? ""]).joined(separator: "|")
  }

  /// What such a text says, but for the keyed hashes.
  package struct Named: Sendable, Equatable {
    /// The offer.
    package let offerID: OfferID?
    /// The offer's name in the company's own system.
    package let offerReference: String?
    /// Whose offer.
    package let companyID: CompanyID?
    /// The platform's candidate.
    package let candidateID: CandidateID?
    /// The candidacy that the company got.
    package let candidacyID: CandidacyID?

    /// Reads a `naming`; the reference comes last, and may hold any character.
    package init(_ naming: String) {
      let parts = naming.split(separator: "|", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
      func part(_ place: Int) -> String? { parts.count == 6 && !parts[place].isEmpty ? parts[place] : nil }
      offerID = part(0).flatMap { OfferID($0) }
      companyID = part(1).flatMap { CompanyID($0) }
      candidateID = part(2).flatMap { CandidateID($0) }
      candidacyID = part(3).flatMap { CandidacyID($0) }
      offerReference = part(5)
    }
  }
}

/// A hire as far as other systems reported it.
package struct KnownHire: Sendable, Equatable {
  /// The platform's id of it.
  package let hireID: HireID
  /// Whether it holds (H1).
  package var force: HireIsInForce
  /// What the first report said.
  package var particulars: HireParticulars
  /// What it belongs to.
  package var recommendationID: RecommendationID?
  /// Why it belongs to nothing; nil also before the first report.
  package var failure: HireMatchesRecommendation.Failure?
  /// Why staff attributed it by hand.
  package var attributedByHandBecause: String?
  /// How many things were told of it: the number of the latest, which consumers go by; 0 where nothing was numbered yet.
  package var revision: Int

  package init(
    hireID: HireID,
    force: HireIsInForce = .init(),
    particulars: HireParticulars = .init(),
    recommendationID: RecommendationID? = nil,
    failure: HireMatchesRecommendation.Failure? = nil,
    attributedByHandBecause: String? = nil,
    revision: Int = 0
  ) {
    self.hireID = hireID
    self.force = force
    self.particulars = particulars
    self.recommendationID = recommendationID
    self.failure = failure
    self.attributedByHandBecause = attributedByHandBecause
    self.revision = revision
  }

  /// Whether a report of it came, not only a withdrawal, or the word of staff: each report names an offer.
  package var isReported: Bool { particulars != HireParticulars() }

  /// Whether nothing at all came before.
  package var isUnheardOf: Bool { force == HireIsInForce() }

  /// Whether a report may still attribute it: the first one, or one of a later hire than those that were too early.
  ///
  /// An unattributed hire is not matched again otherwise: what the platform learns meanwhile changes nothing (H2), nor does
  /// anything but the word of staff where they detached it (H4).
  package var awaitsMatch: Bool {
    guard recommendationID == nil else { return false }
    return failure.map { $0 == .hiredBeforeRecommendation } ?? !isReported
  }
}
