import Vocabulary

/// M1: an invitation lasts a number of days that policy says, unless who invites names another end.
package enum InvitationLastsAsThePolicySays {
  private static let secondsPerDay = 86_400.0

  /// When an invitation made now expires.
  package static func expiry(of requested: Timestamp?, invitedAt now: Timestamp, validityDays: Int) -> Timestamp {
    requested ?? now.adding(seconds: Double(validityDays) * secondsPerDay)
  }
}
