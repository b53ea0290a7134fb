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
  private var points: PointsAccounts
  private var rewards: RewardBook

  /// What has a row already, and is updated instead of inserted.
  struct Known: Sendable {
    var hires: Set<HireID> = []
    var bonuses: Set<RecommendationID> = []
    var shares: Set<MemberID> = []
  }

  /// A book with what is locked for a batch; `others` are hires in force that the batch does not tell of.
  init(
    hires: [Hire], others: [Hire], bonuses: [RecommendationID: Bonus], shares: [MemberID: SponsorShare],
    profiles: [MemberID: MemberProfile], points: PointsAccounts, rewards: RewardBook
  ) {
    self.hires = Dictionary(others.map { ($0.id, $0) }) { first, _ in first }
    self.known = Known(hires: Set(hires.map(\.id)), bonuses: Set(bonuses.keys), shares: Set(shares.keys))
    self.bonuses = bonuses
    self.shares = shares
    self.profiles = profiles
    self.points = points
    self.rewards = rewards
    for hire in hires { self.hires[hire.id] = hire }
    for hire in self.hires.values { index(hire) }
  }

  // MARK: Taking note

  /// A hire was reported.
  package mutating func report(
    _ id: HireID, _ attribution: Hire.Attribution, hiredAt: Timestamp, because message: MessageID,
    emitting emission: inout Emission
  ) {
    var hire = hires[id] ?? Hire(id: id)
    hire.report(attribution, hiredAt: hiredAt)
    note(hire)
    settle(hire, because: message, emitting: &emission)
  }

  /// A hire was withdrawn; without a time, whatever was reported of it until now.
  package mutating func withdraw(
    _ id: HireID, at withdrawnAt: Timestamp?, toldAt: Timestamp, because message: MessageID,
    emitting emission: inout Emission
  ) {
    var hire = hires[id] ?? Hire(id: id)
    hire.withdraw(at: withdrawnAt ?? hire.hiredAt ?? toldAt)
    note(hire)
    settle(hire, because: message, emitting: &emission)
  }

  /// A sponsor left: shares in hires of afterwards are not due (W2).
  package mutating func leave(
    _ sponsor: MemberID, at leftAt: Timestamp, because message: MessageID, emitting emission: inout Emission
  ) {
    profiles[sponsor, default: MemberProfile()].leftAt = leftAt
    let sponsored = shares.filter { $0.value.sponsorID == sponsor }.keys.sorted()
    for member in sponsored { settleShare(in: member, of: sponsor, because: message, emitting: &emission) }
  }

  /// What is known of a member.
  package func profile(of member: MemberID) -> MemberProfile { profiles[member] ?? MemberProfile() }

  /// What was posted, in order.
  package var transactions: [LedgerTransaction] { rewards.journal.posted }

  private mutating func note(_ hire: Hire) {
    hires[hire.id] = hire
    changedHires.insert(hire.id)
    index(hire)
  }

  private mutating func index(_ hire: Hire) {
    guard let attribution = hire.attribution else { return }
    hiresOfRecommendation[attribution.recommendationID, default: []].insert(hire.id)
    hiresOfMember[attribution.memberID, default: []].insert(hire.id)
  }

  // MARK: Granting and taking back

  private mutating func settle(_ hire: Hire, because message: MessageID, emitting emission: inout Emission) {
    guard let attribution = hire.attribution else { return }
    settleBonus(hire.id, attribution, because: message, emitting: &emission)
    guard let sponsor = attribution.sponsorID else { return }
    settleShare(in: attribution.memberID, of: sponsor, because: message, emitting: &emission)
  }

  /// One bonus while at least one hire of the recommendation is in force.
  private mutating func settleBonus(
    _ hire: HireID, _ attribution: Hire.Attribution, because message: MessageID, emitting emission: inout Emission
  ) {
    let recommendation = attribution.recommendationID
    let isDue = hiresOfRecommendation[recommendation, default: []].contains { hires[$0]?.isInForce == true }
    var bonus = bonuses[recommendation] ?? Bonus()
    switch (bonus.rewardID, isDue) {
    case (nil, true): grant(&bonus, hire, attribution, because: message, emitting: &emission)
    case (let reward?, false):
      takeBack(reward, of: &bonus, hire, from: attribution.memberID, because: message, emitting: &emission)
    case (nil, false), (.some, true): return
    }
    bonuses[recommendation] = bonus
    changedBonuses.insert(recommendation)
  }

  private mutating func grant(
    _ bonus: inout Bonus, _ hire: HireID, _ attribution: Hire.Attribution, because message: MessageID,
    emitting emission: inout Emission
  ) {
    bonus.grants += 1
    let reward = Reward(
      kind: .recommendation, hireID: hire, recommendationID: attribution.recommendationID,
      memberID: attribution.memberID, amount: attribution.amount, policyVersion: attribution.policyVersion,
      isOwnCompany: attribution.isOwnCompany, cause: .bonus(hire, bonus.grants), grantedAt: rewards.journal.now)
    rewards.grant(reward, to: profile(of: attribution.memberID), because: message, emitting: &emission)
    bonus.rewardID = reward.id
    bonus.pointsTransactionID = points.award(
      .candidateHired, to: attribution.memberID, for: .hirePoints(hire, bonus.grants),
      recommendation: attribution.recommendationID, because: message, in: &rewards.journal, emitting: &emission)
  }

  private mutating func takeBack(
    _ reward: RewardID, of bonus: inout Bonus, _ hire: HireID, from member: MemberID, because message: MessageID,
    emitting emission: inout Emission
  ) {
    rewards.reverse(reward, withdrawn: hire, because: message, emitting: &emission)
    if let transaction = bonus.pointsTransactionID {
      points.takeBack(
        transaction, of: .candidateHired, from: member, because: message, in: &rewards.journal, emitting: &emission)
    }
    bonus.rewardID = nil
    bonus.pointsTransactionID = nil
  }

  /// One share in what a sponsored member does, by the hire that it is due for.
  private mutating func settleShare(
    in member: MemberID, of sponsor: MemberID, because message: MessageID, emitting emission: inout Emission
  ) {
    var share = shares[member] ?? SponsorShare(sponsorID: sponsor)
    let candidates = hiresOfMember[member, default: []].compactMap { hires[$0] }
      .filter { $0.attribution?.sponsorID == sponsor }
    let due = share.dueHire(among: candidates, sponsorLeftAt: profile(of: sponsor).leftAt)
    guard due != share.earned?.hireID else { return }
    if let earned = share.earned {
      rewards.reverse(earned.rewardID, withdrawn: earned.hireID, because: message, emitting: &emission)
      share.earned = nil
    }
    if let due, let attribution = hires[due]?.attribution {
      grant(&share, by: due, attribution, to: sponsor, because: message, emitting: &emission)
    }
    shares[member] = share
    changedShares.insert(member)
  }

  private mutating func grant(
    _ share: inout SponsorShare, by hire: HireID, _ attribution: Hire.Attribution, to sponsor: MemberID,
    because message: MessageID, emitting emission: inout Emission
  ) {
    share.grants += 1
    share.sponsorID = sponsor
    let terms = rewards.policies.inForce
    let reward = Reward(
      kind: .sponsorship, hireID: hire, recommendationID: attribution.recommendationID,
      originID: RewardOriginID(sponsored: attribution.memberID), memberID: sponsor, amount: terms.sponsorshipCents,
      policyVersion: terms.version, cause: .sponsorShare(hire, share.grants), grantedAt: rewards.journal.now)
    rewards.grant(reward, to: profile(of: sponsor), because: message, emitting: &emission)
    share.earned = SponsorShare.Earned(rewardID: reward.id, hireID: hire)
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
