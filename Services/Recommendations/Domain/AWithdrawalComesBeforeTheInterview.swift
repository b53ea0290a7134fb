import Vocabulary

/// R9: a member takes a recommendation back while the interview is still to be held.
package enum AWithdrawalComesBeforeTheInterview {
  /// Why not; nil where they may.
  ///
  /// Of another member's recommendation nothing is said, not even that it is there (M8). With an offer that was filled or
  /// cancelled what is under way ends anyway (O8).
  package static func refusal(
    by member: MemberID, of recommender: MemberID?, isUnderWay: Bool, isOfferOver: Bool
  ) -> ProblemCode? {
    guard member == recommender else { return .recommendationNotFound }
    return isUnderWay && !isOfferOver ? nil : .alreadyDecided
  }
}
