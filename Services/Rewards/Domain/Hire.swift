package import Vocabulary

/// A hire as the reports of it add up: whatever their order and number, the same reports make the same hire (H1).
package struct Hire: Hashable, Sendable {
  /// Which recommendation a hire belongs to, and on what terms.
  package struct Attribution: Hashable, Sendable {
    /// The recommendation.
    package let recommendationID: RecommendationID
    /// Who recommended.
    package let memberID: MemberID
    /// Who sponsors that member.
    package let sponsorID: MemberID?
    /// The bonus, frozen with the recommendation (R7).
    package let amount: Cents
    /// The policy version that set it.
    package let policyVersion: Int
    /// Whether candidate and member had the same employer, as far as the hire tells it (R6).
    package let conflict: ConflictOfInterest
    /// The level that the bonus is for; nil where the hire is older than this was kept.
    package let level: Level?

    package init(
      recommendationID: RecommendationID, memberID: MemberID, sponsorID: MemberID?, amount: Cents,
      policyVersion: Int, isOwnCompany: Bool, conflictRevision: Int = 0, level: Level? = nil
    ) {
      self.recommendationID = recommendationID
      self.memberID = memberID
      self.sponsorID = sponsorID
      self.amount = amount
      self.policyVersion = policyVersion
      self.conflict = ConflictOfInterest(isOwnCompany: isOwnCompany, revision: conflictRevision)
      self.level = level
    }
  }

  /// What a report says, as recommendations tells it.
  package struct Report: Hashable, Sendable {
    /// Which recommendation the hire belongs to.
    package let attribution: Attribution
    /// When the candidate was hired.
    package let hiredAt: Timestamp
    /// When the work begins (W9).
    package let startsAt: Timestamp?
    /// As of when the report speaks; nil where that is the hire's own date.
    package let asOf: Timestamp?
    /// Grows with each thing that is told of the hire; nil where it was told before they were numbered.
    package let revision: Int?

    package init(
      _ attribution: Attribution, hiredAt: Timestamp, startsAt: Timestamp? = nil, asOf: Timestamp? = nil,
      revision: Int? = nil
    ) {
      self.attribution = attribution
      self.hiredAt = hiredAt
      self.startsAt = startsAt
      self.asOf = asOf
      self.revision = revision
    }
  }

  /// The hire.
  package let id: HireID
  /// Nil until a report of the hire came, since a withdrawal may come before it; of a detached hire what it belonged to.
  package private(set) var attribution: Attribution?
  /// Of the report that counts; of those without a number the latest.
  package private(set) var hiredAt: Timestamp?
  /// When the work begins, where the report that counts says it.
  package private(set) var startsAt: Timestamp?
  /// As of when the report that counts speaks.
  package private(set) var asOf: Timestamp?
  /// The latest that was reported; once things are numbered nil while the hire is in force, else not before `hiredAt`.
  package private(set) var withdrawnAt: Timestamp?
  /// The greatest that was told; 0 while nothing numbered was.
  package private(set) var revision: Int
  /// How many recommendations it belonged to, one after the other (H4).
  package private(set) var attributions: Int

  /// A hire as it is known; without further arguments one that nothing is known of.
  package init(
    id: HireID, attribution: Attribution? = nil, hiredAt: Timestamp? = nil, startsAt: Timestamp? = nil,
    asOf: Timestamp? = nil, withdrawnAt: Timestamp? = nil, revision: Int = 0, attributions: Int = 1
  ) {
    self.id = id
    self.attribution = attribution
    self.hiredAt = hiredAt
    self.startsAt = startsAt
    self.asOf = asOf
    self.withdrawnAt = withdrawnAt
    self.revision = revision
    self.attributions = attributions
  }

  /// Whether the hire counts: it was reported later than it was withdrawn; a tie goes to the withdrawal.
  ///
  /// Once things are numbered, `hiredAt` and `withdrawnAt` are those of the last one.
  package var isInForce: Bool {
    guard let hiredAt else { return false }
    return withdrawnAt.map { $0 < hiredAt } ?? true
  }

  /// Takes note of a report.
  ///
  /// A numbered one counts if nothing later was told, and the hire then belongs to what it says. Of others the latest date
  /// counts, and the attribution of the first, until something numbered is told.
  package mutating func report(_ report: Report) {
    guard let revision = report.revision else { return reportUnnumbered(report) }
    guard revision > self.revision else { return }
    self.revision = revision
    if let attribution, attribution.recommendationID != report.attribution.recommendationID { attributions += 1 }
    attribution = report.attribution
    hiredAt = report.hiredAt
    startsAt = report.startsAt
    asOf = report.asOf
    withdrawnAt = nil
  }

  private mutating func reportUnnumbered(_ report: Report) {
    guard revision == 0 else { return }
    attribution = attribution ?? report.attribution
    hiredAt = max(hiredAt ?? report.hiredAt, report.hiredAt)
  }

  /// Takes note of a withdrawal: numbered, it counts if nothing later was told; else its instant does.
  package mutating func withdraw(at instant: Timestamp, revision number: Int? = nil) {
    guard let number else {
      if revision == 0 { withdrawnAt = max(withdrawnAt ?? instant, instant) }
      return
    }
    end(at: instant, revision: number)
  }

  /// Takes note that staff took it from its recommendation, whenever it was reported for (H4).
  package mutating func detach(at instant: Timestamp, revision number: Int) {
    end(at: instant, revision: number)
  }

  private mutating func end(at instant: Timestamp, revision number: Int) {
    guard number > revision else { return }
    revision = number
    withdrawnAt = max(instant, hiredAt ?? instant)
  }
}
