import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Statements on what rewards knows of members.
enum MemberStatements {
  /// How members are held: a hire only asks that nobody changes them meanwhile.
  enum Lock {
    case share, update

    fileprivate var clause: Statement {
      switch self {
      case .share: "for share"
      case .update: "for update"
      }
    }
  }

  /// Locks members in the order of their ids; who is not known gets a row, so that there is one to lock.
  ///
  /// Without it a hire and the joining of its member, handled at the same time, would not see each other, and the
  /// bonus would stay held.
  static func lock(_ members: [MemberID], for lock: Lock) -> [Statement] {
    [
      """
      insert into rewards.members (member_id)
      select member_id
      from unnest(\(members)) as wanted (member_id)
      order by member_id
      on conflict do nothing
      """,
      select("member_id = any(\(members))", for: lock),
    ]
  }

  /// The same, and after them whoever sponsors a hire in force of the persons of some members: of two sponsors who brought one
  /// person either may have the share.
  static func lock(_ members: [MemberID], andSponsorsOf sponsored: [MemberID], for lock: Lock) -> [Statement] {
    let sponsors: Statement = """
      select sponsor_id
      from rewards.hires
      where in_force and sponsor_id is not null
        and member_id = any(array(\(fragment: PersonStatements.memberships(of: sponsored))))
      """
    return [
      self.lock(members, for: lock)[0],
      select("member_id = any(array(select unnest(\(members)) union \(fragment: sponsors)))", for: lock),
    ]
  }

  private static func select(_ condition: Statement, for lock: Lock) -> Statement {
    """
    select
      member_id, profile_revision, preferred_option, preferred_charity_id, preferred_company_id, in_my_name, left_at
    from rewards.members
    where \(fragment: condition)
    order by member_id
    \(fragment: lock.clause)
    """
  }

  /// Reads what the second statement of `lock` gave.
  static func profiles(_ rows: ResultSet) throws(PostgreSQLError) -> [MemberID: MemberProfile] {
    var profiles: [MemberID: MemberProfile] = [:]
    for row in rows {
      let (member, revision, option, charity, company, inMyName, leftAt) = try row.decode(
        (MemberID, Int, RewardOption?, CharityID?, CompanyID?, Bool, Timestamp?).self)
      let preference = option.map {
        RewardPreference(option: $0, charityId: charity, companyId: company, inMyName: inMyName)
      }
      profiles[member] = MemberProfile(revision: revision, preference: preference, leftAt: leftAt)
    }
    return profiles
  }

  /// Writes profiles that changed.
  static func update(_ profiles: [(MemberID, MemberProfile)]) -> Statement {
    """
    update rewards.members
    set
      profile_revision = changed.profile_revision,
      preferred_option = changed.preferred_option,
      preferred_charity_id = changed.preferred_charity_id,
      preferred_company_id = changed.preferred_company_id,
      in_my_name = changed.in_my_name,
      left_at = changed.left_at
    from unnest(
      \(profiles.map(\.0)),
      \(profiles.map(\.1.revision)),
      \(profiles.map(\.1.preference?.option)),
      \(profiles.map(\.1.preference?.charityId)),
      \(profiles.map(\.1.preference?.companyId)),
      \(profiles.map { $0.1.preference?.inMyName ?? false }),
      \(profiles.map(\.1.leftAt))
    ) as changed (
      member_id, profile_revision, preferred_option, preferred_charity_id, preferred_company_id, in_my_name, left_at
    )
    where members.member_id = changed.member_id
    """
  }
}
