import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Statements on what sponsored members earn their sponsors.
enum SponsorShareStatements {
  /// Locks the shares in what members do, under whichever membership of their persons, where there was one already, in the
  /// order of their ids.
  ///
  /// For two first hires of one member at the same time, see `BonusStatements.lock`.
  static func lock(_ sponsored: [MemberID]) -> Statement {
    """
    select sponsored_member_id, sponsor_id, grants, reward_id, hire_id
    from rewards.sponsor_shares
    where sponsored_member_id = any(array(\(fragment: PersonStatements.memberships(of: sponsored))))
    order by sponsored_member_id
    for update
    """
  }

  /// Locks the shares in force of sponsors, in the same order.
  static func lockInForce(of sponsors: [MemberID]) -> Statement {
    """
    select sponsored_member_id, sponsor_id, grants, reward_id, hire_id
    from rewards.sponsor_shares
    where sponsor_id = any(\(sponsors)) and reward_id is not null
    order by sponsored_member_id
    for update
    """
  }

  /// Reads what the two above gave.
  static func shares(_ rows: ResultSet) throws(PostgreSQLError) -> [MemberID: SponsorShare] {
    var shares: [MemberID: SponsorShare] = [:]
    for row in rows {
      let (sponsored, sponsor, grants, reward, hire) = try row.decode(
        (MemberID, MemberID?, Int, RewardID?, HireID?).self)
      var earned: SponsorShare.Earned?
      if let reward, let hire { earned = SponsorShare.Earned(rewardID: reward, hireID: hire) }
      shares[sponsored] = SponsorShare(sponsorID: sponsor, grants: grants, earned: earned)
    }
    return shares
  }

  /// Adds first shares.
  static func insert(_ shares: [(MemberID, SponsorShare)]) -> Statement {
    """
    insert into rewards.sponsor_shares (sponsored_member_id, sponsor_id, grants, reward_id, hire_id)
    select * from \(fragment: unnest(shares))
    """
  }

  /// Writes shares that changed.
  static func update(_ shares: [(MemberID, SponsorShare)]) -> Statement {
    """
    update rewards.sponsor_shares
    set
      sponsor_id = changed.sponsor_id, grants = changed.grants, reward_id = changed.reward_id,
      hire_id = changed.hire_id
    from \(fragment: unnest(shares)) as changed (sponsored_member_id, sponsor_id, grants, reward_id, hire_id)
    where sponsor_shares.sponsored_member_id = changed.sponsored_member_id
    """
  }

  private static func unnest(_ shares: [(MemberID, SponsorShare)]) -> Statement {
    """
    unnest(
      \(shares.map(\.0)),
      \(shares.map(\.1.sponsorID)),
      \(shares.map(\.1.grants)),
      \(shares.map(\.1.earned?.rewardID)),
      \(shares.map(\.1.earned?.hireID))
    )
    """
  }
}
