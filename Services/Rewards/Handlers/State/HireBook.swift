import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// The hires that a batch tells of, and what follows from them: bonuses, points, sponsors' shares.
///
/// After each message it compares what is in force with what was granted, and grants or takes back the difference; so
/// the order of messages does not matter.
package struct HireBook: Sendable {
  private var hires: [HireID: Hire]
  private let known: Known
  private var changedHires: Set<HireID> = []
  private var hiresOfRecommendation: [RecommendationID: Set<HireID>] = [:]
  private var hiresOfMember: [MemberID: Set<HireID>] = [:]
  private var bonuses: [RecommendationID: Bonus]
  private var changedBonuses: Set<RecommendationID> = []
  private var shares: [MemberID: SponsorShare]
  private var changedShares: Set<MemberID> = []
  private var profiles: [MemberID: MemberProfile]
  private let persons: Persons
  private var points: PointsAccounts
  /// The rewards that follow from them.
  var rewards: RewardBook

  /// What has a row already, and is updated instead of inserted.
  struct Known: Sendable {
    var hires: Set<HireID> = []
    var bonuses: Set<RecommendationID> = []
    var shares: Set<MemberID> = []
  }

  /// A book with what is locked for a batch; `others` are hires in force that the batch does not tell of.
  init(
    hires: [Hire], others: [Hire], bonuses: [RecommendationID: Bonus], shares: [MemberID: SponsorShare],
    profiles: [MemberID: MemberProfile], persons: Persons, points: PointsAccounts, rewards: RewardBook
  ) {
    self.hires = Dictionary(others.map { ($0.id, $0) }) { first, _ in first }
    self.known = Known(hires: Set(hires.map(\.id)), bonuses: Set(bonuses.keys), shares: Set(shares.keys))
    self.bonuses = bonuses
    self.shares = shares
    self.profiles = profiles
    self.persons = persons
    self.points = points
    self.rewards = rewards
    for hire in hires { self.hires[hire.id] = hire }
    for hire in self.hires.values { index(hire) }
  }

  // MARK: Taking note

  /// A hire was reported.
  package mutating func report(
    _ id: HireID, _ report: Hire.Report, because message: MessageID, emitting emission: inout Emission
  ) {
    let cause = Cause(message: message, reason: .hireDetached)
    let recommendation = report.attribution.recommendationID
    note(report.attribution.conflict, of: recommendation)
    var hire = hires[id] ?? Hire(id: id)
    let former = hire.attribution
    hire.report(report)
    note(hire)
    settle(hire, formerly: former, cause, emitting: &emission)
    // Its flag may be news though the report is not.
    settleBonus(of: recommendation, cause, emitting: &emission)
  }

  /// A hire was withdrawn; without a time, whatever was reported of it until now.
  package mutating func withdraw(
    _ id: HireID, at withdrawnAt: Timestamp?, revision: Int? = nil, toldAt: Timestamp, because message: MessageID,
    emitting emission: inout Emission
  ) {
    var hire = hires[id] ?? Hire(id: id)
    hire.withdraw(at: withdrawnAt ?? hire.hiredAt ?? toldAt, revision: revision)
    note(hire)
    settle(hire, Cause(message: message, reason: .hireWithdrawn), emitting: &emission)
  }

  /// Staff took a hire from its recommendation (H4).
  package mutating func detach(
    _ id: HireID, revision: Int, toldAt: Timestamp, because message: MessageID, emitting emission: inout Emission
  ) {
    var hire = hires[id] ?? Hire(id: id)
    hire.detach(at: toldAt, revision: revision)
    note(hire)
    settle(hire, Cause(message: message, reason: .hireDetached), emitting: &emission)
  }

  /// Whether member and candidate have the same employer turned out otherwise; a bonus that stands is moved (R6).
  package mutating func change(
    _ conflict: ConflictOfInterest, of recommendation: RecommendationID, because message: MessageID,
    emitting emission: inout Emission
  ) {
    note(conflict, of: recommendation)
    settleBonus(
      of: recommendation, Cause(message: message, reason: .conflictOfInterest), emitting: &emission)
  }

  /// A sponsor left: shares in hires of afterwards are not due (W2).
  package mutating func leave(
    _ sponsor: MemberID, at leftAt: Timestamp, because message: MessageID, emitting emission: inout Emission
  ) {
    profiles[sponsor, default: MemberProfile()].leftAt = leftAt
    let sponsored = shares.filter { $0.value.sponsorID == sponsor }.keys.sorted()
    for member in sponsored {
      settleShare(in: member, Cause(message: message, reason: nil), emitting: &emission)
    }
  }

  /// What is known of a member.
  package func profile(of member: MemberID) -> MemberProfile { profiles[member] ?? MemberProfile() }

  /// What was posted, in order.
  package var transactions: [LedgerTransaction] { rewards.journal.posted }

  private mutating func note(_ hire: Hire) {
    guard hires[hire.id] != hire else { return }
    hires[hire.id] = hire
    changedHires.insert(hire.id)
    index(hire)
  }

  private mutating func index(_ hire: Hire) {
    guard let attribution = hire.attribution else { return }
    if let dates = hire.dates { rewards.learn(dates, of: hire.id) }
    hiresOfRecommendation[attribution.recommendationID, default: []].insert(hire.id)
    hiresOfMember[attribution.memberID, default: []].insert(hire.id)
  }

  private mutating func note(_ conflict: ConflictOfInterest, of recommendation: RecommendationID) {
    var bonus = bonuses[recommendation] ?? Bonus()
    guard bonus.note(conflict) else { return }
    bonuses[recommendation] = bonus
    changedBonuses.insert(recommendation)
  }

  // MARK: Granting and taking back

  /// What a decision is made because of, and why something is taken back by it.
  private struct Cause {
    let message: MessageID
    let reason: ReversalReason?
  }

  /// Settles what a hire is for, and what it was for before it was moved (H4).
  private mutating func settle(
    _ hire: Hire, formerly former: Hire.Attribution? = nil, _ cause: Cause, emitting emission: inout Emission
  ) {
    let isMoved = former?.recommendationID != hire.attribution?.recommendationID
    for attribution in [isMoved ? former : nil, hire.attribution].compactMap({ $0 }) {
      settleBonus(of: attribution.recommendationID, by: hire.id, cause, emitting: &emission)
      guard attribution.sponsorID != nil else { continue }
      settleShare(in: attribution.memberID, cause, emitting: &emission)
    }
  }

  /// One bonus while at least one hire of the recommendation is in force, to whom its flag says (R6).
  private mutating func settleBonus(
    of recommendation: RecommendationID, by hire: HireID? = nil, _ cause: Cause, emitting emission: inout Emission
  ) {
    guard var bonus = bonuses[recommendation] else { return }
    let reward = bonus.rewardID.flatMap { rewards.rewards[$0] }
    switch (reward, dueHire(of: recommendation, for: reward?.hireID ?? hire)) {
    case (nil, let due?): grant(&bonus, by: due, cause, emitting: &emission)
    case (let reward?, nil): takeBack(reward, of: &bonus, hire ?? reward.hireID, cause, emitting: &emission)
    case (let reward?, let due?):
      guard let conflict = bonus.conflict, conflict.isOwnCompany != reward.isOwnCompany else {
        return rewards.moveInstalments(of: reward.id, emitting: &emission)
      }
      move(reward, of: &bonus, by: due, under: conflict, cause, emitting: &emission)
    case (nil, nil): return
    }
    bonuses[recommendation] = bonus
    changedBonuses.insert(recommendation)
  }

  /// The hire that a recommendation's bonus comes from: a certain one while it is in force, else the first by its id.
  private func dueHire(of recommendation: RecommendationID, for hire: HireID?) -> Hire? {
    let inForce = hiresOfRecommendation[recommendation, default: []].compactMap { hires[$0] }
      .filter { $0.isInForce && $0.attribution?.recommendationID == recommendation }
    return inForce.first { $0.id == hire } ?? inForce.min { $0.id < $1.id }
  }

  private mutating func grant(
    _ bonus: inout Bonus, by hire: Hire, _ cause: Cause, emitting emission: inout Emission
  ) {
    guard let attribution = hire.attribution else { return }
    bonus.grants += 1
    grantReward(of: &bonus, by: hire, for: .bonus(hire, bonus.grants), cause, emitting: &emission)
    bonus.pointsTransactionID = points.award(
      .candidateHired, to: attribution.memberID, for: .hirePoints(hire, bonus.grants),
      recommendation: attribution.recommendationID, because: cause.message, in: &rewards.journal, emitting: &emission)
  }

  private mutating func grantReward(
    of bonus: inout Bonus, by hire: Hire, for id: CauseID, replacing replaced: RewardID? = nil, _ cause: Cause,
    emitting emission: inout Emission
  ) {
    guard let attribution = hire.attribution else { return }
    let reward = Reward(
      kind: .recommendation, hireID: hire.id, recommendationID: attribution.recommendationID,
      memberID: attribution.memberID, amount: attribution.amount, policyVersion: attribution.policyVersion,
      isOwnCompany: (bonus.conflict ?? attribution.conflict).isOwnCompany, cause: id, replaces: replaced,
      grantedAt: rewards.journal.now)
    rewards.grant(reward, to: profile(of: attribution.memberID), because: cause.message, emitting: &emission)
    bonus.rewardID = reward.id
  }

  private mutating func takeBack(
    _ reward: Reward, of bonus: inout Bonus, _ hire: HireID, _ cause: Cause, emitting emission: inout Emission
  ) {
    rewards.reverse(reward.id, withdrawn: hire, for: cause.reason, because: cause.message, emitting: &emission)
    if let transaction = bonus.pointsTransactionID {
      points.takeBack(
        transaction, of: .candidateHired, from: reward.memberID, because: cause.message, in: &rewards.journal,
        emitting: &emission)
    }
    bonus.rewardID = nil
    bonus.pointsTransactionID = nil
  }

  /// Takes a bonus back and grants it anew, to whom it goes now; the points stay (R6).
  private mutating func move(
    _ reward: Reward, of bonus: inout Bonus, by hire: Hire, under conflict: ConflictOfInterest, _ cause: Cause,
    emitting emission: inout Emission
  ) {
    rewards.reverse(
      reward.id, withdrawn: reward.hireID, for: .conflictOfInterest, because: cause.message, emitting: &emission)
    bonus.grants += 1
    grantReward(
      of: &bonus, by: hire, for: .bonus(hire, bonus.grants, movedBy: conflict.revision), replacing: reward.id, cause,
      emitting: &emission)
  }

  /// One share in what a person does, whatever the memberships, by the hire that it is due for (W2, M5).
  ///
  /// Two that are found to be one person may have brought a share each: both stand as long as their hires do, and nothing is
  /// added to them.
  private mutating func settleShare(in member: MemberID, _ cause: Cause, emitting emission: inout Emission) {
    let memberships = persons.memberships(of: member)
    let candidates = memberships.flatMap { hiresOfMember[$0, default: []].compactMap { hires[$0] } }
      .filter { $0.attribution.map { memberships.contains($0.memberID) } ?? false }
    let earning = memberships.filter { shares[$0]?.earned != nil }
    func leftAt(_ sponsor: MemberID) -> Timestamp? { profile(of: sponsor).leftAt }
    let lapsed = earning.filter { membership in
      !candidates.contains {
        $0.id == shares[membership]?.earned?.hireID && $0.sponsorWithShare(leftAt: leftAt) != nil
      }
    }
    if earning.count > 1 && lapsed.count < earning.count {
      for membership in lapsed { takeBackShare(in: membership, for: cause.reason, cause, emitting: &emission) }
      return
    }
    let share = earning.first.flatMap { shares[$0] } ?? SponsorShare()
    let due = share.dueHire(among: candidates, leftAt: leftAt).flatMap { hires[$0] }
    // A hire that staff moved to another membership of the person may be another sponsor's since (H4).
    let isSame = due?.id == share.earned?.hireID && (due == nil || due?.attribution?.sponsorID == share.sponsorID)
    guard !isSame else { return }
    for membership in earning {
      takeBackShare(in: membership, for: due == nil ? cause.reason : .shareMoved, cause, emitting: &emission)
    }
    if let due { grantShare(in: memberships, key: persons.key(of: member), by: due, cause, emitting: &emission) }
  }

  private mutating func takeBackShare(
    in membership: MemberID, for reason: ReversalReason?, _ cause: Cause, emitting emission: inout Emission
  ) {
    guard let earned = shares[membership]?.earned else { return }
    rewards.reverse(
      earned.rewardID, withdrawn: earned.hireID, for: reason, because: cause.message, emitting: &emission)
    shares[membership]?.earned = nil
    changedShares.insert(membership)
  }

  /// Grants it where the person was granted one before, so that what was paid of that is set off; else under the person's key.
  private mutating func grantShare(
    in memberships: [MemberID], key: MemberID, by hire: Hire, _ cause: Cause, emitting emission: inout Emission
  ) {
    guard let attribution = hire.attribution, let sponsor = attribution.sponsorID else { return }
    let owner = shares[key] == nil ? memberships.first { shares[$0] != nil } ?? key : key
    var share = shares[owner] ?? SponsorShare()
    share.grants = 1 + (memberships.compactMap { shares[$0]?.grants }.max() ?? 0)
    share.sponsorID = sponsor
    let terms = rewards.policies.inForce
    let reward = Reward(
      kind: .sponsorship, hireID: hire.id, recommendationID: attribution.recommendationID,
      originID: RewardOriginID(sponsored: owner), memberID: sponsor, amount: terms.sponsorshipCents,
      policyVersion: terms.version, cause: .sponsorShare(hire, share.grants), grantedAt: rewards.journal.now)
    rewards.grant(reward, to: profile(of: sponsor), because: cause.message, emitting: &emission)
    share.earned = SponsorShare.Earned(rewardID: reward.id, hireID: hire.id)
    shares[owner] = share
    changedShares.insert(owner)
  }

  // MARK: Saving

  /// What makes it all true: rewards before what refers to them, new rows in the order of their keys.
  var statements: [Statement] {
    let added = changedHires.subtracting(known.hires).sorted().compactMap { hires[$0] }
    let updated = changedHires.intersection(known.hires).sorted().compactMap { hires[$0] }
    let newBonuses = changedBonuses.subtracting(known.bonuses).sorted().map { ($0, bonuses[$0] ?? Bonus()) }
    let oldBonuses = changedBonuses.intersection(known.bonuses).sorted().map { ($0, bonuses[$0] ?? Bonus()) }
    let newShares = changedShares.subtracting(known.shares).sorted().map { ($0, shares[$0] ?? SponsorShare()) }
    let oldShares = changedShares.intersection(known.shares).sorted().map { ($0, shares[$0] ?? SponsorShare()) }
    var statements: [Statement] = []
    if !added.isEmpty { statements.append(HireStatements.insert(added)) }
    if !updated.isEmpty { statements.append(HireStatements.update(updated)) }
    statements += rewards.statements
    if !newBonuses.isEmpty { statements.append(BonusStatements.insert(newBonuses)) }
    if !oldBonuses.isEmpty { statements.append(BonusStatements.update(oldBonuses)) }
    if !newShares.isEmpty { statements.append(SponsorShareStatements.insert(newShares)) }
    if !oldShares.isEmpty { statements.append(SponsorShareStatements.update(oldShares)) }
    return statements + points.statements
  }
}
