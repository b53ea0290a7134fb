import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// The statement that tries policies on what is recorded.
///
/// It reads all points and all rewards once, whatever the number of trials, and hands out totals and the members that most
/// would change for.
enum PolicyTrialStatements {
  /// Where the statement stands in `readingWholeTables`.
  static let position = 1

  /// The statement as it is to be run: sessions avoid reading tables as a whole, and this one has to.
  ///
  /// What follows in the transaction is planned as ever.
  static func readingWholeTables(_ statement: Statement) -> [Statement] {
    ["set local enable_seqscan = on", statement, "set local enable_seqscan to default"]
  }

  /// For each trial the totals and, one a row, at most 100 members; one row without a member where none would change.
  static func select(_ trials: [PolicyTrial]) -> Statement {
    """
    with tried as (\(fragment: tried(trials))),
    scored as (\(fragment: scored)),
    earned as (\(fragment: earned)),
    members as (\(fragment: members)),
    compared as (
      select
        members.*,
        level_before <> level_after as is_level_changed,
        abs(cents_after - cents_before) as cents_change,
        abs(points_after - points_before) as points_change,
        abs(\(fragment: rank(of: "level_after")) - \(fragment: rank(of: "level_before"))) as level_change
      from (
        select members.*, \(fragment: levelAfter) as level_after from members join tried using (number)
      ) as members
    ),
    totals as (
      select
        tried.number,
        coalesce(sum(points_before), 0)::bigint as points_before,
        coalesce(sum(points_after), 0)::bigint as points_after,
        coalesce(sum(cents_before), 0)::bigint as cents_before,
        coalesce(sum(cents_after), 0)::bigint as cents_after,
        count(*) filter (where \(fragment: isChanged)) as members_changed,
        count(*) filter (where is_level_changed) as levels_changed
      from tried
      left join compared using (number)
      group by tried.number
    ),
    \(fragment: PolicyTrialHistogram.tables)
    select
      totals.*, listed.member_id, listed.points_before, listed.points_after, listed.level_before, listed.level_after,
      listed.cents_before, listed.cents_after,
      case when coalesce(listed.place, 1) = 1 then (\(fragment: PolicyTrialHistogram.json)) end
    from totals
    left join lateral (
      select
        compared.*,
        row_number() over (order by cents_change desc, points_change desc, level_change desc, member_id) as place
      from compared
      where compared.number = totals.number and \(fragment: isChanged)
      order by cents_change desc, points_change desc, level_change desc, member_id
      limit \(PolicyTrial.listedMembers)
    ) as listed on true
    order by totals.number, cents_change desc, points_change desc, level_change desc, member_id
    """
  }

  private static let isChanged: Statement = "(cents_change > 0 or points_change > 0 or is_level_changed)"

  private static func rank(of level: Statement) -> Statement {
    "array_position(array['beginner', 'confirmed', 'expert'], \(fragment: level))"
  }

  /// The trials, numbered.
  private static func tried(_ trials: [PolicyTrial]) -> Statement {
    let terms = trials.map(\.terms)
    return """
      select *
      from unnest(
        \(terms.map(\.points.recommendationQualified)),
        \(terms.map(\.points.candidateHired)),
        \(terms.map(\.points.sponsoredMemberJoined)),
        \(terms.map(\.points.dailyVisit)),
        \(terms.map(\.levels.confirmed)),
        \(terms.map(\.levels.expert)),
        \(terms.map(\.amounts.beginner)),
        \(terms.map(\.amounts.confirmed)),
        \(terms.map(\.amounts.expert)),
        \(terms.map(\.sponsorshipCents)),
        \(terms.map(\.matchingCents)),
        \(trials.map(\.since))
      ) with ordinality as tried (
        qualified_points, hired_points, joined_points, visit_points, confirmed_threshold, expert_threshold,
        beginner_cents, confirmed_cents, expert_cents, sponsorship_cents, matching_cents, since, number
      )
      """
  }

  /// How often each member scored, by what.
  ///
  /// The third word of a cause says it (`CauseID`). A reversal undoes one time.
  private static let scored: Statement = """
    select
      member_id,
      sum(times) filter (where activity = 'qualified') as qualified,
      sum(times) filter (where activity = 'points') as hired,
      sum(times) filter (where activity = 'joined') as joined,
      sum(times) filter (where activity = 'visit') as visits
    from (
      select
        substring(entries.account from 8 for 36)::uuid as member_id,
        split_part(transactions.cause_id, ':', 3) as activity,
        case when entries.amount < 0 then 1 else -1 end as times
      from rewards.entries
      join rewards.transactions using (transaction_id)
      where entries.unit = 'points' and entries.account like 'member:%'
    ) as awards
    group by member_id
    """

  /// What the rewards in force of each member came to, and come to.
  ///
  /// That is the bonus of the level that was quoted, or the share, and what the platform adds to a donation. Listing
  /// credits are no money.
  private static let earned: Statement = """
    select
      tried.number,
      rewards.member_id,
      sum(rewards.amount_cents + case when is_matched then coalesce(policies.matching_cents, 0) else 0 end)::bigint
        as cents_before,
      sum(
        case
          when rewards.kind = 'sponsorship' then tried.sponsorship_cents
          when quoted.level = 'beginner' then tried.beginner_cents
          when quoted.level = 'confirmed' then tried.confirmed_cents
          when quoted.level = 'expert' then tried.expert_cents
          else rewards.amount_cents
        end
        + case when is_matched then tried.matching_cents else 0 end
      )::bigint as cents_after
    from tried
    join rewards.rewards on tried.since is null or rewards.granted_at >= tried.since
    left join rewards.policies on policies.version = rewards.policy_version
    left join rewards.hires on hires.hire_id = rewards.hire_id
    cross join lateral (
      select
        coalesce(
          hires.quoted_level,
          case rewards.amount_cents
            when policies.beginner_cents then 'beginner'
            when policies.confirmed_cents then 'confirmed'
            when policies.expert_cents then 'expert'
          end
        ) as level,
        coalesce(rewards.option = 'donate', false) and not rewards.is_own_company as is_matched
    ) as quoted
    where rewards.reversed_at is null and rewards.option is distinct from 'listing-credits'
    group by tried.number, rewards.member_id
    """

  /// Every member under every trial, but for the level.
  private static let members: Statement = """
    select
      tried.number,
      known.member_id,
      coalesce(member_points.points, 0) as points_before,
      coalesce(scored.qualified, 0) * tried.qualified_points + coalesce(scored.hired, 0) * tried.hired_points
        + coalesce(scored.joined, 0) * tried.joined_points + coalesce(scored.visits, 0) * tried.visit_points
        as points_after,
      coalesce(member_points.level, 'beginner') as level_before,
      coalesce(earned.cents_before, 0) as cents_before,
      coalesce(earned.cents_after, 0) as cents_after
    from tried
    cross join (
      select member_id from rewards.members union select member_id from rewards.member_points
    ) as known
    left join rewards.member_points using (member_id)
    left join scored using (member_id)
    left join earned on earned.number = tried.number and earned.member_id = known.member_id
    """

  private static let levelAfter: Statement = """
    case
      when members.points_after >= tried.expert_threshold then 'expert'
      when members.points_after >= tried.confirmed_threshold then 'confirmed'
      else 'beginner'
    end
    """

  /// Reads what `select` gave.
  static func findings(
    _ rows: ResultSet, of trials: [PolicyTrial]
  ) throws(PostgreSQLError) -> [PolicyTrial: PolicyTrialFindings] {
    var findings: [PolicyTrial: PolicyTrialFindings] = [:]
    for row in rows {
      let (
        number, pointsBefore, pointsAfter, centsBefore, centsAfter, membersChanged, levelsChanged, member,
        memberPointsBefore, memberPointsAfter, levelBefore, levelAfter, memberCentsBefore, memberCentsAfter, histogram
      ) = try row.decode(
        (
          Int, Points, Points, Cents, Cents, Int, Int, MemberID?, Points?, Points?, Level?, Level?, Cents?, Cents?,
          PolicyTrialHistogram?
        ).self)
      let trial = trials[number - 1]
      var found =
        findings[trial]
        ?? PolicyTrialFindings(
          points: BeforeAndAfter(before: pointsBefore, after: pointsAfter),
          amountCents: BeforeAndAfter(before: centsBefore, after: centsAfter), membersChanged: membersChanged,
          levelsChanged: levelsChanged)
      if let histogram { found.histogram = histogram }
      if let member, let memberPointsBefore, let memberPointsAfter, let levelBefore, let levelAfter,
        let memberCentsBefore, let memberCentsAfter
      {
        found.members.append(
          MemberUnderTriedPolicy(
            memberId: member, pointsBefore: memberPointsBefore, pointsAfter: memberPointsAfter,
            levelBefore: levelBefore, levelAfter: levelAfter, amountCentsBefore: memberCentsBefore,
            amountCentsAfter: memberCentsAfter))
      }
      findings[trial] = found
    }
    return findings
  }
}
