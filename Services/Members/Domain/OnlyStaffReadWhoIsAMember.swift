import Vocabulary

/// M1: that an address is a member's is told to staff alone; a sponsor's invitation to it is made as any other, and admits nobody.
package enum OnlyStaffReadWhoIsAMember {
  /// Why an invitation to a member's address is not made; nil where it is made all the same.
  package static func refusal(ofInvitationBy sponsor: MemberID?) -> ProblemCode? {
    sponsor == nil ? .alreadyMember : nil
  }

  /// Why a member cannot join with an invitation.
  package static func refusal(of invitation: Invitation) -> ProblemCode {
    invitation.sponsorID == nil ? .alreadyMember : .invitationNotFound
  }
}
