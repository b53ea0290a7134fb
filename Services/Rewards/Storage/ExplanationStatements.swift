import Messages
import PostgreSQLClient
import RewardsDomain
import Vocabulary

/// Statements on all that became of what some hires earned (W5).
///
/// What is asked about is found first, by `selectHires` and `selectRewards`; the rest is about the rewards that these gave, and the
/// books about what all of these name.
enum ExplanationStatements {
  /// The hire of each question, by the question's number; none where there is no such reward or hire.
  static func selectHires(_ questions: [ExplainBonus]) -> Statement {
    "select number, hire_id from \(fragment: hires(of: questions)) as seeds join rewards.hires using (hire_id)"
  }

  /// The rewards that each question is about, by the question's number: those of the hire, of the recommendations that it belonged
  /// to, and what was set off against any of them.
  static func selectRewards(_ questions: [ExplainBonus]) -> Statement {
    """
    with recursive seeds as (
      select number, hire_id from \(fragment: hires(of: questions)) as asked
    ), recommendations (number, recommendation_id) as (
      select number, recommendation_id from seeds join rewards.hires using (hire_id) where recommendation_id is not null
      union
      select number, recommendation_id from seeds join rewards.rewards using (hire_id)
    ), stories (number, reward_id) as (
      select number, reward_id from recommendations join rewards.rewards using (recommendation_id)
      union
      select stories.number, linked.reward_id
      from stories
      cross join lateral (
        select payouts.reward_id
        from rewards.set_offs
        join rewards.payouts using (payout_id)
        where set_offs.reward_id = stories.reward_id
        union all
        select set_offs.reward_id
        from rewards.payouts
        join rewards.set_offs using (payout_id)
        where payouts.reward_id = stories.reward_id
      ) as linked
    )
    select number, reward_id from stories
    """
  }

  private static func hires(of questions: [ExplainBonus]) -> Statement {
    """
    (
      select asked.number, coalesce(rewards.hire_id, asked.hire_id) as hire_id
      from unnest(\(questions.map(\.rewardId)), \(questions.map(\.hireId)))
        with ordinality as asked (reward_id, hire_id, number)
      left join rewards.rewards on rewards.reward_id = asked.reward_id
      where asked.reward_id is null
        or (rewards.hire_id is not null and (asked.hire_id is null or asked.hire_id = rewards.hire_id))
    )
    """
  }

  /// Some hires, and those that earned some rewards.
  static func selectHires(_ hires: [HireID], or rewards: [RewardID]) -> Statement {
    """
    select
      hire_id, recommendation_id, member_id, sponsor_id, quoted_level, quoted_cents, policy_version, is_own_company,
      hired_at, starts_at, withdrawn_at, in_force
    from rewards.hires
    where hire_id = any(\(hires))
      or hire_id = any(array(select hire_id from rewards.rewards where reward_id = any(\(rewards))))
    order by hired_at nulls last, hire_id
    """
  }

  /// Rewards, the oldest first.
  static func select(_ rewards: [RewardID]) -> Statement {
    """
    select
      r.reward_id, r.hire_id, r.recommendation_id, r.member_id, r.kind, r.amount_cents, r.policy_version, r.is_own_company,
      case when r.reversed_at is not null then 'reversed' when r.hold_reason is not null then 'held' else 'settled' end
        as state,
      \(fragment: HeldBecauseColumn.value) as held_because, r.option, r.charity_id, c.name as charity_name, r.company_id,
      r.granted_at, r.settled_at, r.reversed_at, r.replaces_id, r.transaction_id, r.cause_id
    from rewards.rewards r
    left join rewards.charities c on c.charity_id = r.charity_id
    \(fragment: HeldBecauseColumn.join)
    where r.reward_id = any(\(rewards))
    order by r.granted_at, r.reward_id
    """
  }

  /// The parts of what some rewards pay, the earliest first.
  ///
  /// One that a process of a version before settled has none: its instructions stand for them, as in the list of rewards.
  static func selectParts(of rewards: [RewardID]) -> Statement {
    """
    select
      i.reward_id, i.beneficiary_kind, i.beneficiary_id, i.due_on::text, i.amount_cents, i.set_off_cents,
      case
        when i.cancelled_at is not null then 'reversed'
        when i.payout_id is null then case when i.set_off_cents < i.amount_cents then 'planned' else 'paid' end
        when p.paid_at is not null then 'paid'
        when p.failed_at is not null then 'failed'
        else 'requested'
      end,
      i.payout_id
    from rewards.instalments i
    left join rewards.payouts p on p.payout_id = i.payout_id
    where i.reward_id = any(\(rewards))
    union all
    select
      p.reward_id, p.beneficiary_kind, p.beneficiary_id, (p.requested_at at time zone 'UTC')::date::text, p.amount_cents, 0,
      case
        when r.reversed_at is not null then 'reversed'
        when p.paid_at is not null then 'paid'
        when p.failed_at is not null then 'failed'
        else 'requested'
      end,
      p.payout_id
    from rewards.payouts p
    join rewards.rewards r on r.reward_id = p.reward_id
    where p.reward_id = any(\(rewards)) and (p.cancelled_at is null or r.reversed_at is not null)
      and not exists (select from rewards.instalments i where i.reward_id = p.reward_id)
    order by 4, 2 desc, 3
    """
  }

  /// Instructions for some rewards, the oldest first.
  static func selectPayouts(of rewards: [RewardID]) -> Statement {
    """
    select
      payout_id, reward_id, beneficiary_kind, beneficiary_id, amount_cents, requested_at, paid_at, reference, failed_at,
      failure_reason, cancelled_at, retries
    from rewards.payouts
    where reward_id = any(\(rewards))
    order by requested_at, payout_id
    """
  }

  /// Claims of some rewards, the oldest first.
  static func selectClaims(of rewards: [RewardID]) -> Statement {
    """
    select
      claim_id, holder_kind, holder_id, unit, amount, repaid, written_off, written_off_set_off, set_off, remaining,
      opened_at, reward_id, payout_id, settlements
    from rewards.claims
    where reward_id = any(\(rewards))
    order by opened_at, claim_id
    """
  }

  /// What was set off against some rewards.
  static func selectSetOffs(of rewards: [RewardID]) -> Statement {
    """
    select transaction_id, payout_id, reward_id, amount_cents, written_off_cents, reversed_at
    from rewards.set_offs
    where reward_id = any(\(rewards))
    order by transaction_id
    """
  }

  /// Transactions by their ids or causes and those that take them back, line by line, the oldest first.
  static func selectTransactions(_ ids: [TransactionID], causedBy causes: [CauseID]) -> Statement {
    """
    with named as (
      select transaction_id from rewards.transactions where transaction_id = any(\(ids))
      union
      select transaction_id from rewards.transactions where cause_id = any(\(causes))
    )
    select
      t.transaction_id, t.cause_id, t.message_id, t.recommendation_id, t.policy_version, t.reverses_transaction_id, t.actor,
      t.recorded_at, e.account, e.unit, e.amount
    from rewards.transactions t
    join rewards.entries e on e.transaction_id = t.transaction_id
    where t.transaction_id = any(array(
      select transaction_id from named
      union
      select transaction_id
      from rewards.transactions
      where reverses_transaction_id = any(array(select transaction_id from named))
    ))
    order by t.recorded_at, t.transaction_id, e.amount desc, e.account, e.entry_id
    """
  }
}
