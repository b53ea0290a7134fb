import Vocabulary

/// M1: what became of an invitation: used, else revoked, else expired by the clock, else open.
///
/// Also of one that admits nobody: nobody is to see that by its state.
package enum UsedElseRevokedElseExpired {
  /// The state at an instant.
  package static func state(
    usedBy member: MemberID?, revokedAt: Timestamp?, expiresAt: Timestamp, at now: Timestamp
  ) -> InvitationState {
    if member != nil { return .used }
    if revokedAt != nil { return .revoked }
    return now < expiresAt ? .open : .expired
  }
}
