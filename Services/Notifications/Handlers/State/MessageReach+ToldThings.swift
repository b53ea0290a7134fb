import MessageHandling

extension MessageReach {
  /// An event's story, and whatever its story is told of: a topic tells of each in order, and facts are kept by it.
  ///
  /// Offers and companies that an event merely names are not among them: they are looked up, and known or waited for.
  static let toldThings = MessageReach.story(
    and: [
      "memberId", "candidateId", "recommendationId", "candidacyId", "hireId", "rewardId", "payoutId", "claimId",
    ])
}
