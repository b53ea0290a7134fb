import Vocabulary

/// R8: every refusal that can be known is given at submission, the first that applies in this order.
package struct RefusalIsKnownAtOnce: Sendable {
  /// What one submission says.
  package struct Submission: Sendable {
    /// For which offer.
    package let offerID: OfferID
    /// Who recommends.
    package let memberID: MemberID
    /// The candidate's keys.
    package let keys: [IdentityKey]

    package init(offerID: OfferID, memberID: MemberID, keys: [IdentityKey]) {
      self.offerID = offerID
      self.memberID = memberID
      self.keys = keys
    }

    /// What it takes of the member's for the offer.
    package var slot: OneCandidatePerOfferAndMember.Slot { .init(offerID: offerID, memberID: memberID) }
  }

  /// What the decision stands on.
  package struct Admission: Sendable {
    /// The open offer.
    package let offer: KnownOffer
    /// The active member.
    package let member: Recommender
    /// A candidate known before; nil is a new one.
    package let candidate: CandidateID?
  }

  /// Known offers.
  package var offers: [OfferID: KnownOffer]
  /// Known members.
  package var members: [MemberID: Recommender]
  /// The version of the charter in force; nil until one was ever replaced (M3).
  package var charterInForce: String?
  /// R1.
  package var slots: OneCandidatePerOfferAndMember
  /// R2 to R4.
  package var register: CandidateBelongsToFirstMember
  /// R3.
  package var refusals: RefusalsAreLimited

  package init(
    offers: [OfferID: KnownOffer],
    members: [MemberID: Recommender],
    charterInForce: String?,
    slots: OneCandidatePerOfferAndMember = .init(),
    register: CandidateBelongsToFirstMember = .init(),
    refusals: RefusalsAreLimited = .init()
  ) {
    self.offers = offers
    self.members = members
    self.charterInForce = charterInForce
    self.slots = slots
    self.register = register
    self.refusals = refusals
  }

  /// Admits a submission, or says why not.
  package func check(_ submission: Submission, at now: Timestamp) -> Result<Admission, Refusal> {
    // R10: what is not heard of yet may be open, and active, in a moment.
    let offer = offers[submission.offerID]
    let member = members[submission.memberID]
    let isHeardOf = offer != nil && member != nil
    guard let offer, !offer.isClosed else { return .failure(.init(.offerNotOpen, isTold: isHeardOf)) }
    guard let member, member.isActive else { return .failure(.init(.memberNotActive, isTold: isHeardOf)) }
    if let charterInForce, !member.signedCharters.contains(charterInForce) {
      return .failure(.init(.charterOutdated))
    }
    guard slots.allows(submission.slot) else { return .failure(.init(.alreadyRecommendedForOffer)) }
    // Before anything that depends on who the candidate is.
    guard refusals.allows(member.memberID) else { return .failure(.init(.tooManyRefusals, isTold: false)) }
    if NobodyRecommendsThemselves.isBroken(by: member, candidate: submission.keys) {
      return .failure(.init(.selfRecommendation))
    }
    switch register.ruling(on: submission.keys, by: submission.memberID, at: now) {
    case .refused: return .failure(.init(.candidateAlreadyAttributed))
    case .granted(let candidate): return .success(Admission(offer: offer, member: member, candidate: candidate))
    }
  }
}

/// Why a recommendation is refused; says nothing of any other member (R3).
package struct Refusal: Error, Sendable, Equatable {
  /// The code that the member is told.
  package let code: ProblemCode
  /// Whether the member and staff are told of it beside the reply: not of what may be otherwise in a moment (R10), nor of what
  /// the refusals before told.
  package let isTold: Bool

  package init(_ code: ProblemCode, isTold: Bool = true) {
    self.code = code
    self.isTold = isTold
  }
}
