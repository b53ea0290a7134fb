import Vocabulary

/// The belonging of a candidate to a member (R2).
package struct Attribution: Sendable, Equatable {
  /// Who the candidate belongs to.
  package let memberID: MemberID
  /// Since when.
  package let attributedAt: Timestamp
  /// Until when; nil for ever.
  ///
  /// Frozen with the attribution, as quotes are.
  package let expiresAt: Timestamp?
  /// The policy that set the end.
  package let policyVersion: Int

  /// Whether staff took the candidate from the member (R9).
  package private(set) var isReleased: Bool

  /// An attribution as it was decided.
  package init(
    memberID: MemberID, attributedAt: Timestamp, expiresAt: Timestamp?, policyVersion: Int, isReleased: Bool = false
  ) {
    self.memberID = memberID
    self.attributedAt = attributedAt
    self.expiresAt = expiresAt
    self.policyVersion = policyVersion
    self.isReleased = isReleased
  }

  /// An attribution that begins now.
  package init(to memberID: MemberID, at now: Timestamp, under policy: AttributionTerms) {
    let secondsPerDay = 86_400.0
    self.init(
      memberID: memberID,
      attributedAt: now,
      expiresAt: policy.attributionValidityDays.map { now.adding(seconds: Double($0) * secondsPerDay) },
      policyVersion: policy.version)
  }

  /// Whether it still keeps others out.
  package func isValid(at now: Timestamp) -> Bool {
    !isReleased && expiresAt.map { now < $0 } ?? true
  }

  /// Ends it before its time: the candidate belongs to the next who recommends them.
  package mutating func release() { isReleased = true }
}
