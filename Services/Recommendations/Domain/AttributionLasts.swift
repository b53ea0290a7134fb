import Vocabulary

/// One version of this service's policy: how long a candidate stays attributed (R2), how often a member may be refused (R3).
package struct AttributionPolicy: Sendable, Equatable {
  /// The version.
  package let version: Int
  /// In days; nil for ever.
  package let validityDays: Int?
  /// Above which quote a hire is attributed by hand by two people only (A2); nil where one suffices.
  package let twoPeopleAbove: Cents?
  /// How many refusals that say something of a candidate a member gets in a day; nil for any number.
  package let refusalsPerDay: Int?

  package init(version: Int, validityDays: Int? = nil, twoPeopleAbove: Cents? = nil, refusalsPerDay: Int? = nil) {
    self.version = version
    self.validityDays = validityDays
    self.twoPeopleAbove = twoPeopleAbove
    self.refusalsPerDay = refusalsPerDay
  }
}

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
  package init(to memberID: MemberID, at now: Timestamp, under policy: AttributionPolicy) {
    let secondsPerDay = 86_400.0
    self.init(
      memberID: memberID,
      attributedAt: now,
      expiresAt: policy.validityDays.map { now.adding(seconds: Double($0) * secondsPerDay) },
      policyVersion: policy.version)
  }

  /// Whether it still keeps others out.
  package func isValid(at now: Timestamp) -> Bool {
    expiresAt.map { now < $0 } ?? true
  }
}
