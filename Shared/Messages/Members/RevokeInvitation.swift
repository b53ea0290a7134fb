public import Vocabulary

/// Takes an invitation back: it admits nobody any more (M1).
///
/// Refusals: `invitation-not-found`, `invitation-already-used`.
public struct RevokeInvitation: DecisionByHand {
  /// `coopt.members.revoke-invitation.v1`.
  public static let messageType = MessageType(service: "members", name: "revoke-invitation")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.invitationNotFound, .invitationAlreadyUsed]

  /// Which.
  public var invitationId: InvitationID

  public init(invitationId: InvitationID) {
    self.invitationId = invitationId
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}

extension RevokeInvitation {
  /// It moves no money and corrects no decision; kept in the trail where it names who.
  public var requiresActor: Bool { false }

  /// The `invitationId`.
  public func subject(of result: Accepted) -> String { invitationId.description }
}
