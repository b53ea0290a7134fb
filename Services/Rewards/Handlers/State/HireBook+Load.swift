import MessageHandling
import PostgreSQLClient
import RewardsDomain
import Vocabulary

extension HireBook {
  /// Whom and what decisions are about.
  private struct Scope {
    /// Recommendations that may earn a bonus or lose it.
    var recommendations: Set<RecommendationID> = []
    /// Who may earn bonuses.
    var members: Set<MemberID> = []
    /// Who may score, or lose points.
    var scoring: Set<MemberID> = []
    /// Who sponsors them.
    var sponsors: Set<MemberID> = []
    /// Those of them in whom somebody may have a share.
    var sponsored: Set<MemberID> = []
    /// Versions of the policy that hires were quoted under, as far as they are known.
    var policyVersions: Set<Int> = []
    /// When the hires that are reported are (W9).
    var instants: [Timestamp] = []
    /// The charity that own-company bonuses go to.
    var designated: CharityID?

    mutating func add(_ attribution: Hire.Attribution) {
      recommendations.insert(attribution.recommendationID)
      members.insert(attribution.memberID)
      scoring.insert(attribution.memberID)
      policyVersions.insert(attribution.policyVersion)
      guard let sponsor = attribution.sponsorID else { return }
      sponsors.insert(sponsor)
      sponsored.insert(attribution.memberID)
    }
  }

  /// Locks and reads what reports and withdrawals of some hires need, in three round trips.
  ///
  /// Every handler takes its locks in this order, each kind sorted: designation, hires, members, persons, bonuses, points,
  /// shares, rewards, payouts, credits. A member's first share has no row to lock: who waited for the member's points, since
  /// another hire of the member was being decided, reads it afterwards.
  static func load(
    _ hireIDs: [HireID], reported: [Hire.Report], at now: Timestamp, in transaction: Transaction
  ) async throws -> HireBook {
    let first = try await transaction.query([
      PartyStatements.shareDesignation, HireStatements.lock(Set(hireIDs).sorted()),
    ])
    let hires = try first[1].map(HireStatements.hire)
    var scope = Scope()
    scope.designated = try first[0].decode(CharityID?.self).first.flatMap { $0 }
    for attribution in reported.map(\.attribution) + hires.compactMap(\.attribution) { scope.add(attribution) }
    scope.instants = reported.flatMap(\.dates.instants)
    return try await load(scope, hires: hires, at: now, in: transaction)
  }

  /// Locks and reads what changes of recommendations' flags need (R6); points and shares stay as they are.
  static func load(
    changing recommendations: [(id: RecommendationID, memberID: MemberID)], at now: Timestamp,
    in transaction: Transaction
  ) async throws -> HireBook {
    var scope = Scope()
    scope.designated = try await transaction.query([PartyStatements.shareDesignation])[0]
      .decode(CharityID?.self).first.flatMap { $0 }
    scope.recommendations = Set(recommendations.map(\.id))
    scope.members = Set(recommendations.map(\.memberID))
    return try await load(scope, hires: [], at: now, in: transaction)
  }

  private static func load(
    _ scope: Scope, hires: [Hire], at now: Timestamp, in transaction: Transaction
  ) async throws -> HireBook {
    let (members, sponsored) = (scope.members.sorted(), scope.sponsored.sorted())
    let recommendations = scope.recommendations.sorted()
    let found = try await transaction.query(
      MemberStatements.lock(
        scope.members.union(scope.sponsors).sorted(), andSponsorsOf: sponsored, for: .share)
        + [
          PersonStatements.share(of: sponsored), BonusStatements.lock(recommendations),
        ] + PointsStatements.lock(scope.scoring.sorted())
        + [
          SponsorShareStatements.lock(sponsored), HireStatements.selectInForce(of: recommendations, or: sponsored),
        ])
    let others = try found[7].map(HireStatements.hire)
    let profiles = try await profiles(
      try MemberStatements.profiles(found[1]), andSponsorsOf: others, in: transaction)
    let bonuses = try BonusStatements.bonuses(found[3])
    let shares = try SponsorShareStatements.shares(found[6])
    let rewards = try await RewardBook.load(
      RewardBook.Scope(
        rewards: Set(bonuses.values.compactMap(\.rewardID) + shares.values.compactMap(\.earned?.rewardID)),
        transactions: Set(bonuses.values.compactMap(\.pointsTransactionID)),
        origins: origins(bonuses, shares),
        preferences: members.compactMap { profiles[$0]?.preference },
        policyVersions: scope.policyVersions.union(others.compactMap(\.attribution?.policyVersion)),
        instants: scope.instants + (hires + others).flatMap { $0.dates?.instants ?? [] },
        designated: scope.designated),
      at: now, in: transaction)
    return HireBook(
      hires: hires, others: others, bonuses: bonuses, shares: shares, profiles: profiles,
      persons: Persons(try PersonStatements.links(found[2])),
      points: PointsAccounts(try PointsStatements.standings(found[5]), under: rewards.policies.inForce),
      rewards: rewards)
  }

  /// The profiles with those of further sponsors, of whom a hire was told meanwhile.
  private static func profiles(
    _ known: [MemberID: MemberProfile], andSponsorsOf hires: [Hire], in transaction: Transaction
  ) async throws -> [MemberID: MemberProfile] {
    let missing = Set(hires.compactMap { $0.attribution?.sponsorID }).subtracting(known.keys)
    guard !missing.isEmpty else { return known }
    let rows = try await transaction.query(MemberStatements.lock(missing.sorted(), for: .share))
    return known.merging(try MemberStatements.profiles(rows[1])) { first, _ in first }
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
    let leaving = Set(sponsors).sorted()
    let first = try await transaction.query(
      MemberStatements.lock(leaving, for: .update) + [SponsorShareStatements.lockInForce(of: leaving)])
    let sponsored = try SponsorShareStatements.shares(first[2]).keys.sorted()
    let found = try await transaction.query([
      PersonStatements.share(of: sponsored), SponsorShareStatements.lock(sponsored),
      HireStatements.selectInForce(of: [], or: sponsored),
    ])
    let shares = try SponsorShareStatements.shares(found[1])
    let others = try found[2].map(HireStatements.hire)
    let profiles = try await profiles(
      try MemberStatements.profiles(first[1]), andSponsorsOf: others, in: transaction)
    let rewards = try await RewardBook.load(
      RewardBook.Scope(
        rewards: Set(shares.values.compactMap(\.earned?.rewardID)), origins: origins([:], shares)),
      at: now, in: transaction)
    return HireBook(
      hires: [], others: others, bonuses: [:], shares: shares, profiles: profiles,
      persons: Persons(try PersonStatements.links(found[0])),
      points: PointsAccounts([:], under: rewards.policies.inForce),
      rewards: rewards)
  }
}
