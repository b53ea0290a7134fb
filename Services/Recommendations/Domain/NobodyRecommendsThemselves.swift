import Vocabulary

/// R5: a member's own e-mail address, telephone number or profile is no candidate's.
package enum NobodyRecommendsThemselves {
  /// Whether the candidate's keys are the member's.
  package static func isBroken(by member: Recommender, candidate keys: [IdentityKey]) -> Bool {
    !member.identityKeys.isDisjoint(with: keys)
  }
}
