public import Vocabulary

/// A version of the policy of the offers service: the one in force, or one that is scheduled.
public typealias OffersPolicy = ToldPolicy<WaveTerms>
/// Asks for the offers policy in force.
public typealias GetOffersPolicy = GetPolicy<WaveTerms>
/// Withdraws a version of the offers policy that is scheduled, and those scheduled after it.
public typealias CancelOffersPolicyChange = CancelPolicyChange<WaveTerms>

extension WaveTerms: PolicyTerms {
  /// The command that changes them.
  public typealias Change = ChangeOffersPolicy

  /// `offers`.
  public static let service = "offers"
}
