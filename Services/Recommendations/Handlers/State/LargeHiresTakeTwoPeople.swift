import Corrections
import Messages
import PolicyVersions
import RecommendationsDomain
import Vocabulary

extension AttributeHireHandler {
  /// The handler where a hire that pays more than the policy's limit is attributed by two people (A2).
  package static let withTwoPeople = TwoPeople<TrailOf.Recommendations, AttributeHireHandler>(
    AttributeHireHandler()
  ) {
    command, state in
    guard let limit = state.policy.twoPeopleAboveCents,
      let recommendation = state.register.recommendations[command.recommendationId]
    else { return false }
    return recommendation.quote.amountCents > limit
  }
}

extension ChangePolicyHandler {
  /// The handler where that limit, once it is there, is changed by two people.
  package static var withTwoPeople: TwoPeople<TrailOf.Recommendations, ChangePolicyHandler> {
    TwoPeople(ChangePolicyHandler()) { change, state in
      change.twoPeopleAboveCents != .keep && state.schedule.hasLimit
    }
  }
}

extension CancelPolicyChangeHandler {
  /// The handler where that limit, once it is scheduled, is taken back by two people.
  package static var withTwoPeople: TwoPeople<TrailOf.Recommendations, CancelPolicyChangeHandler> {
    TwoPeople(CancelPolicyChangeHandler()) { cancellation, schedule in
      let left = schedule.left(without: cancellation.version).terms.twoPeopleAboveCents
      return schedule.withdrawn(with: cancellation.version).contains {
        $0.terms.twoPeopleAboveCents != nil && $0.terms.twoPeopleAboveCents != left
      }
    }
  }
}

extension PolicySchedule<AttributionTerms> {
  /// Whether the version in force has a limit, or one that is scheduled.
  fileprivate var hasLimit: Bool {
    inForce.terms.twoPeopleAboveCents != nil || upcoming.contains { $0.terms.twoPeopleAboveCents != nil }
  }
}
