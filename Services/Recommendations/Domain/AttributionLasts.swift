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

  /// An attribution as it was decided.
  package init(memberID: MemberID, attributedAt: Timestamp, expiresAt: Timestamp?, policyVersion: Int) {
    self.memberID = memberID
    self.attributedAt = attributedAt
    self.expiresAt = expiresAt
    self.policyVersion = policyVersion
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
    expiresAt.map { now < $0 } ?? true
  }
}
