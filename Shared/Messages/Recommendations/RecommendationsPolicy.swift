public import Vocabulary

/// A version of the policy of the recommendations service: the one in force, or one that is scheduled.
public typealias RecommendationsPolicy = ToldPolicy<AttributionTerms>
/// Asks for the recommendations policy in force.
public typealias GetRecommendationsPolicy = GetPolicy<AttributionTerms>
/// Withdraws a version of the recommendations policy that is scheduled, and those scheduled after it.
public typealias CancelRecommendationsPolicyChange = CancelPolicyChange<AttributionTerms>

extension AttributionTerms: PolicyTerms {
  /// The command that changes them.
  public typealias Change = ChangeRecommendationsPolicy

  /// `recommendations`.
  public static let service = "recommendations"
}
