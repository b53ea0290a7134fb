import Vocabulary

/// M1, M10: that an address is a member's, or somebody's who was expelled, is told to staff alone; a sponsor's invitation to it
/// is made as any other, and admits nobody.
package enum OnlyStaffReadWhoIsAMember {
  /// Why an invitation is not made; nil where it is made all the same.
  package static func refusal(
    ofInvitationBy sponsor: MemberID?, toMember isMember: Bool, expelled isExpelled: Bool
  ) -> ProblemCode? {
    sponsor == nil ? refusal(ofMember: isMember, expelled: isExpelled) : nil
  }

  /// Why a person cannot join with an invitation; nil where they can.
  package static func refusal(
    of invitation: Invitation, toMember isMember: Bool, expelled isExpelled: Bool
  ) -> ProblemCode? {
    refusal(ofMember: isMember, expelled: isExpelled).map { invitation.sponsorID == nil ? $0 : .invitationNotFound }
  }

  private static func refusal(ofMember isMember: Bool, expelled isExpelled: Bool) -> ProblemCode? {
    if isMember { return .alreadyMember }
    return isExpelled ? .personExpelled : nil
  }
}
