import Vocabulary

/// R1: a member recommends one candidate for an offer.
///
/// A slot is taken by an attributed recommendation, whatever qualification says later; a refused one takes none.
package struct OneCandidatePerOfferAndMember: Sendable {
  /// What one member has for one offer.
  package struct Slot: Hashable, Sendable {
    /// The offer.
    package let offerID: OfferID
    /// The member.
    package let memberID: MemberID

    package init(offerID: OfferID, memberID: MemberID) {
      self.offerID = offerID
      self.memberID = memberID
    }
  }

  private var taken: Set<Slot>

  /// Begins with the slots already taken.
  package init(taken: Set<Slot> = []) {
    self.taken = taken
  }

  /// Whether the member may still recommend for the offer.
  package func allows(_ slot: Slot) -> Bool { !taken.contains(slot) }

  /// Takes a slot.
  package mutating func take(_ slot: Slot) { taken.insert(slot) }
}
