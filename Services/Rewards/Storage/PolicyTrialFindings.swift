import Messages
import Vocabulary

/// What a trial of a policy found in what is recorded.
struct PolicyTrialFindings: Sendable {
  /// All members' points.
  let points: BeforeAndAfter<Points>
  /// What the rewards in force came to.
  let amountCents: BeforeAndAfter<Cents>
  /// How many members anything would be different for.
  let membersChanged: Int
  /// How many members' level would be different.
  let levelsChanged: Int
  /// Those for whom most would be different.
  var members: [MemberUnderTriedPolicy] = []
  /// All of them, by what would be different.
  var histogram: PolicyTrialHistogram?
}
