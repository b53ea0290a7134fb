import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Statements on rewards that were granted.
enum RewardStatements {
  /// Locks rewards in the order of their ids.
  static func lock(_ rewards: [RewardID]) -> Statement {
    """
    select
      reward_id, kind, hire_id, recommendation_id,
      coalesce(
        sponsored_member_id,
        case kind when 'sponsorship' then (select member_id from rewards.hires where hires.hire_id = rewards.hire_id) end
      ),
      member_id, amount_cents, policy_version, is_own_company, cause_id, granted_at, hold_reason, option, charity_id,
      company_id, in_my_name, transaction_id, reversed_at, replaces_id
    from rewards.rewards
    where reward_id = any(\(rewards))
    order by reward_id
    for update
    """
  }

  /// The bonuses that wait for the profile of one of these members.
  static func selectWaiting(forProfilesOf members: [MemberID]) -> Statement {
    """
    select reward_id
    from rewards.rewards
    where hold_reason = 'profile-unknown' and reversed_at is null and member_id = any(\(members))
    """
  }

  /// The bonuses of these members that wait for an option.
  static func selectHeld(of members: [MemberID]) -> Statement {
    """
    select reward_id
    from rewards.rewards
    where hold_reason in ('profile-unknown', 'option-open') and reversed_at is null and member_id = any(\(members))
    """
  }

  /// The bonuses that wait for a charity to be designated.
  static let selectWaitingForDesignation: Statement = """
    select reward_id
    from rewards.rewards
    where hold_reason = 'no-designated-charity' and reversed_at is null
    """

  /// A reward whose listing credits were taken back.
  struct Revoked: Sendable {
    let rewardID: RewardID
    let recommendationID: RecommendationID
    let policyVersion: Int
  }

  /// The reward whose listing credits each of some companies lost last: what it uses beyond its balance goes back to it.
  ///
  /// Credits of several rewards are one balance, so which one a used credit came from cannot be told apart.
  static func selectRevokedLast(of companies: [CompanyID]) -> Statement {
    """
    select distinct on (company_id) company_id, reward_id, recommendation_id, policy_version
    from rewards.rewards
    where company_id = any(\(companies)) and option = 'listing-credits' and reversed_at is not null
    order by company_id, reversed_at desc, reward_id desc
    """
  }

  /// Reads what `selectRevokedLast` gave.
  static func revoked(_ rows: ResultSet) throws(PostgreSQLError) -> [CompanyID: Revoked] {
    var revoked: [CompanyID: Revoked] = [:]
    for (company, reward, recommendation, version) in try rows.decode(
      (CompanyID, RewardID, RecommendationID, Int).self)
    {
      revoked[company] = Revoked(rewardID: reward, recommendationID: recommendation, policyVersion: version)
    }
    return revoked
  }

  /// Reads what `lock` gave.
  static func reward(_ row: Row) throws(PostgreSQLError) -> Reward {
    let (
      id, kind, hire, recommendation, sponsored, member, amount, version, isOwnCompany, cause, grantedAt, hold, option,
      charity, company, inMyName, transaction, reversedAt, replaces
    ) =
      try row.decode(
        (
          RewardID, Reward.Kind, HireID, RecommendationID, MemberID?, MemberID, Cents, Int, Bool, CauseID, Timestamp,
          HoldReason?, RewardOption?, CharityID?, CompanyID?, Bool, TransactionID?, Timestamp?, RewardID?
        ).self)
    var status = Reward.Status.held(hold ?? .optionOpen)
    if let option {
      status = .settled(
        RewardPreference(option: option, charityId: charity, companyId: company, inMyName: inMyName), transaction)
    }
    return Reward(
      id: id, kind: kind, hireID: hire, recommendationID: recommendation,
      originID: sponsored.map { RewardOriginID(sponsored: $0) }, memberID: member, amount: amount,
      policyVersion: version, isOwnCompany: isOwnCompany, cause: cause, replaces: replaces,
      grantedAt: grantedAt, status: status, reversedAt: reversedAt)
  }

  /// Adds rewards.
  static func insert(_ rewards: [Reward], at now: Timestamp) -> Statement {
    """
    insert into rewards.rewards (
      reward_id, kind, hire_id, recommendation_id, member_id, amount_cents, policy_version, is_own_company, cause_id,
      granted_at, reversed_at, hold_reason, option, charity_id, company_id, in_my_name, transaction_id,
      sponsored_member_id, replaces_id, settled_at
    )
    select granted.*, case when option is not null then \(now) end
    from unnest(
      \(rewards.map(\.id)),
      \(rewards.map(\.kind)),
      \(rewards.map(\.hireID)),
      \(rewards.map(\.recommendationID)),
      \(rewards.map(\.memberID)),
      \(rewards.map(\.amount)),
      \(rewards.map(\.policyVersion)),
      \(rewards.map(\.isOwnCompany)),
      \(rewards.map(\.cause)),
      \(rewards.map(\.grantedAt)),
      \(rewards.map(\.reversedAt)),
      \(rewards.map(\.holdReason)),
      \(rewards.map { $0.settledWith?.option }),
      \(rewards.map { $0.settledWith?.charityId }),
      \(rewards.map { $0.settledWith?.companyId }),
      \(rewards.map { $0.settledWith?.inMyName ?? false }),
      \(rewards.map(\.transactionID)),
      \(rewards.map { $0.kind == .sponsorship ? $0.originID : nil }),
      \(rewards.map(\.replaces))
    ) as granted (
      reward_id, kind, hire_id, recommendation_id, member_id, amount_cents, policy_version, is_own_company, cause_id,
      granted_at, reversed_at, hold_reason, option, charity_id, company_id, in_my_name, transaction_id,
      sponsored_member_id, replaces_id
    )
    """
  }

  /// Writes rewards that were settled or reversed.
  static func update(_ rewards: [Reward], at now: Timestamp) -> Statement {
    """
    update rewards.rewards
    set
      hold_reason = changed.hold_reason,
      option = changed.option,
      charity_id = changed.charity_id,
      company_id = changed.company_id,
      in_my_name = changed.in_my_name,
      transaction_id = changed.transaction_id,
      settled_at = case when changed.option is not null then coalesce(rewards.settled_at, \(now)) end,
      reversed_at = changed.reversed_at
    from unnest(
      \(rewards.map(\.id)),
      \(rewards.map(\.holdReason)),
      \(rewards.map { $0.settledWith?.option }),
      \(rewards.map { $0.settledWith?.charityId }),
      \(rewards.map { $0.settledWith?.companyId }),
      \(rewards.map { $0.settledWith?.inMyName ?? false }),
      \(rewards.map(\.transactionID)),
      \(rewards.map(\.reversedAt))
    ) as changed (
      reward_id, hold_reason, option, charity_id, company_id, in_my_name, transaction_id, reversed_at
    )
    where rewards.reward_id = changed.reward_id
    """
  }
}
