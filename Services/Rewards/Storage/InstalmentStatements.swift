import FoundationEssentials
import Messages
import PolicyVersions
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Statements on the parts of what rewards pay, and on the days that they are paid on (W9).
///
/// Who changes a part has locked its reward.
package enum InstalmentStatements {
  private static let timeZones = TimeZones(in: "rewards")

  /// The parts of some rewards.
  static func select(of rewards: [RewardID]) -> Statement {
    """
    select
      reward_id, position, beneficiary_kind, beneficiary_id, part, due_on::text, amount_cents, set_off_cents, payout_id,
      cancelled_at
    from rewards.instalments
    where reward_id = any(\(rewards))
    """
  }

  /// Reads what `select` gave.
  static func instalment(_ row: Row) throws(PostgreSQLError) -> Instalment {
    let (reward, position, kind, beneficiary, part, dueOn, amount, setOff, payout, cancelledAt) = try row.decode(
      (RewardID, Int, BeneficiaryKind, UUID, Int, CalendarDay, Cents, Cents, PayoutID?, Timestamp?).self)
    return Instalment(
      rewardID: reward, position: position, holder: Holder(kind, beneficiary), part: part, dueOn: dueOn,
      amount: amount, setOff: setOff, payoutID: payout, cancelledAt: cancelledAt)
  }

  /// Adds the parts of rewards that are settled.
  static func insert(_ instalments: [Instalment]) -> Statement {
    let beneficiaries = instalments.compactMap(\.holder.beneficiary)
    return """
      insert into rewards.instalments (
        reward_id, position, beneficiary_kind, beneficiary_id, part, due_on, amount_cents, set_off_cents, payout_id,
        cancelled_at
      )
      select
        reward_id, position, beneficiary_kind, beneficiary_id, part, due_on::date, amount_cents, set_off_cents,
        payout_id, cancelled_at
      from unnest(
        \(instalments.map(\.rewardID)),
        \(instalments.map(\.position)),
        \(beneficiaries.map(\.kind)),
        \(beneficiaries.map(\.id)),
        \(instalments.map(\.part)),
        \(instalments.map(\.dueOn)),
        \(instalments.map(\.amount)),
        \(instalments.map(\.setOff)),
        \(instalments.map(\.payoutID)),
        \(instalments.map(\.cancelledAt))
      ) as planned (
        reward_id, position, beneficiary_kind, beneficiary_id, part, due_on, amount_cents, set_off_cents, payout_id,
        cancelled_at
      )
      """
  }

  /// Writes parts that were asked for, set off, moved or cancelled.
  static func update(_ instalments: [Instalment]) -> Statement {
    """
    update rewards.instalments
    set
      due_on = changed.due_on::date,
      set_off_cents = changed.set_off_cents,
      payout_id = changed.payout_id,
      cancelled_at = changed.cancelled_at
    from unnest(
      \(instalments.map(\.rewardID)),
      \(instalments.map(\.position)),
      \(instalments.map(\.dueOn)),
      \(instalments.map(\.setOff)),
      \(instalments.map(\.payoutID)),
      \(instalments.map(\.cancelledAt))
    ) as changed (reward_id, position, due_on, set_off_cents, payout_id, cancelled_at)
    where instalments.reward_id = changed.reward_id and instalments.position = changed.position
    """
  }

  // MARK: What waits for its day

  /// Locks the rewards of which a part is due, some of them: those that another replica has, it asks for.
  package static func lockDue(at now: Timestamp, limit: Int) -> Statement {
    """
    select reward_id
    from rewards.rewards
    where reward_id = any(array(
      select reward_id
      from rewards.instalments
      where payout_id is null and cancelled_at is null and set_off_cents < amount_cents
        and due_on <= (\(now) at time zone \(fragment: timeZone(at: now)))::date
      order by due_on, reward_id, position
      limit \(limit)
    ))
    order by reward_id
    for update skip locked
    """
  }

  /// The first midnight after an instant at which a part is due.
  package static func nextDue(after now: Timestamp) -> Statement {
    """
    select (min(due_on)::timestamp at time zone \(fragment: timeZone(at: now)))
    from rewards.instalments
    where payout_id is null and cancelled_at is null and set_off_cents < amount_cents
      and due_on > (\(now) at time zone \(fragment: timeZone(at: now)))::date
    """
  }

  // MARK: Days

  /// The days of an instant, of further ones, and of those that the hires of some rewards give, in the zone in force.
  static func days(of instants: [Timestamp], and rewards: [RewardID], at now: Timestamp) -> Statement {
    """
    select instant, (instant at time zone \(fragment: timeZone(at: now)))::date::text
    from (
      select unnest(\(instants + [now])) as instant
      union
      select unnest(array[hired_at, starts_at]) from (\(fragment: dates(of: rewards))) as hires
    ) as wanted
    where instant is not null
    """
  }

  /// When the hires of some rewards were, and when their work begins.
  static func dates(of rewards: [RewardID]) -> Statement {
    """
    select hire_id, hired_at, starts_at
    from rewards.hires
    where hired_at is not null
      and hire_id = any(array(select hire_id from rewards.rewards where reward_id = any(\(rewards))))
    """
  }

  /// Reads what `days` gave.
  static func calendar(_ rows: ResultSet, at now: Timestamp) throws(PostgreSQLError) -> PolicyCalendar {
    let days = try rows.decode((Timestamp, CalendarDay).self).map { ($0.0, $0.1) }
    return PolicyCalendar(at: now, days: Dictionary(days) { first, _ in first })
  }

  /// Reads what `dates` gave.
  static func dates(_ rows: ResultSet) throws(PostgreSQLError) -> [HireID: HireDates] {
    var dates: [HireID: HireDates] = [:]
    for (hire, hiredAt, startsAt) in try rows.decode((HireID, Timestamp, Timestamp?).self) {
      dates[hire] = HireDates(hiredAt: hiredAt, startsAt: startsAt)
    }
    return dates
  }

  private static func timeZone(at now: Timestamp) -> Statement {
    "(select time_zone from \(fragment: timeZones.inForce(at: "\(now)")) as zone)"
  }
}
