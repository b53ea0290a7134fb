public import Vocabulary

/// A version of the policy of the members service: the one in force, or one that is scheduled.
public typealias MembersPolicy = ToldPolicy<MembershipTerms>
/// Asks for the members policy in force.
public typealias GetMembersPolicy = GetPolicy<MembershipTerms>
/// Withdraws a version of the members policy that is scheduled, and those scheduled after it.
public typealias CancelMembersPolicyChange = CancelPolicyChange<MembershipTerms>
/// A new version of the members policy is in force, or scheduled; calendar years follow its time zone (W6).
public typealias MembersPolicyChanged = PolicyChanged<MembershipTerms>
/// Scheduled versions of the members policy were withdrawn.
public typealias MembersPolicyChangeCancelled = PolicyChangeCancelled<MembershipTerms>

extension MembershipTerms: PolicyTerms {
  /// The command that changes them.
  public typealias Change = ChangeMembersPolicy

  /// `members`.
  public static let service = "members"

  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.range(invitationValidityDays, 1...3650, "invitationValidityDays")
    validator.line(timeZone, "timeZone")
  }
}
