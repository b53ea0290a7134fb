import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

extension HireBook {
  /// Locks and reads what reports and withdrawals of some hires need, in three round trips.
  ///
  /// Every handler takes its locks in this order, each kind sorted: designation, hires, members, bonuses, shares, points,
  /// rewards, payouts, credits.
  static func load(
    _ hireIDs: [HireID], reported: [Hire.Attribution], at now: Timestamp, in transaction: Transaction
  ) async throws -> HireBook {
    let first = try await transaction.query([
      PartyStatements.shareDesignation, HireStatements.lock(Set(hireIDs).sorted()),
    ])
    let designated = try first[0].decode(CharityID?.self).first.flatMap { $0 }
    let hires = try first[1].map(HireStatements.hire)
    let attributions = reported + hires.compactMap(\.attribution)

    let recommendations = Set(attributions.map(\.recommendationID)).sorted()
    let members = Set(attributions.map(\.memberID)).sorted()
    let sponsored = Set(attributions.filter { $0.sponsorID != nil }.map(\.memberID)).sorted()
    let people = Set(members + attributions.compactMap(\.sponsorID)).sorted()
    let second = try await transaction.query(
      MemberStatements.lock(people, for: .share) + [
        BonusStatements.lock(recommendations), SponsorShareStatements.lock(sponsored),
      ] + PointsStatements.lock(members) + [HireStatements.selectInForce(of: recommendations, or: sponsored)])
    let profiles = try MemberStatements.profiles(second[1])
    let bonuses = try BonusStatements.bonuses(second[2])
    let shares = try SponsorShareStatements.shares(second[3])

    let rewards = try await RewardBook.load(
      RewardBook.Scope(
        rewards: Set(bonuses.values.compactMap(\.rewardID) + shares.values.compactMap(\.earned?.rewardID)),
        transactions: Set(bonuses.values.compactMap(\.pointsTransactionID)),
        origins: origins(bonuses, shares),
        preferences: members.compactMap { profiles[$0]?.preference },
        policyVersions: Set(attributions.map(\.policyVersion)),
        designated: designated),
      at: now, in: transaction)
    return HireBook(
      hires: hires, others: try second[6].map(HireStatements.hire), bonuses: bonuses, shares: shares,
      profiles: profiles,
      points: PointsAccounts(try PointsStatements.standings(second[5]), under: rewards.policies.inForce),
      rewards: rewards)
  }

  /// What may be granted anew: what was granted once.
  ///
  /// Even a report may end a share, of a hire that it puts after the sponsor's leaving.
  private static func origins(
    _ bonuses: [RecommendationID: Bonus], _ shares: [MemberID: SponsorShare]
  ) -> Set<RewardOriginID> {
    Set(bonuses.keys.map { RewardOriginID($0) }).union(shares.keys.map { RewardOriginID(sponsored: $0) })
  }

  /// Locks and reads what the leaving of sponsors needs.
  static func load(
    leaving sponsors: [MemberID], at now: Timestamp, in transaction: Transaction
  ) async throws -> HireBook {
    let first = try await transaction.query(
      MemberStatements.lock(Set(sponsors).sorted(), for: .update) + [
        SponsorShareStatements.lockInForce(of: Set(sponsors).sorted())
      ])
    let shares = try SponsorShareStatements.shares(first[2])
    let others = try await transaction.query(HireStatements.selectInForce(of: [], or: shares.keys.sorted()))
    let rewards = try await RewardBook.load(
      RewardBook.Scope(
        rewards: Set(shares.values.compactMap(\.earned?.rewardID)), origins: origins([:], shares)),
      at: now, in: transaction)
    return HireBook(
      hires: [], others: try others.map(HireStatements.hire), bonuses: [:], shares: shares,
      profiles: try MemberStatements.profiles(first[1]), points: PointsAccounts([:], under: rewards.policies.inForce),
      rewards: rewards)
  }
}
