import FoundationEssentials
import MessageHandling
import NotificationsDomain
import PostgreSQLClient
import Vocabulary

/// The statements on what was told of things, and on who waits to tell it.
package enum StepStatements {
  /// Keeps that steps were told, whoever told them before.
  static func insert(_ steps: [FactKey], at now: Timestamp) -> Statement {
    """
    insert into notifications.steps (thing_id, step, told_at)
    select thing_id, step, \(now)
    from unnest(\(steps.map(\.id)), \(steps.map(\.kind.rawValue))) as told (thing_id, step)
    order by thing_id, step
    on conflict (thing_id, step) do nothing
    """
  }

  /// What was told of things, and of the recommendations that candidacies stand for.
  static func told(_ things: [UUID], andOnThoseOf candidacies: [UUID]) -> Statement {
    """
    select step, thing_id
    from notifications.steps
    where thing_id in (\(fragment: all(things, candidacies)))
    """
  }

  /// Who waits to tell something of them, the latest first: of several the first counts.
  package static func waiting(_ things: [UUID], andOnThoseOf candidacies: [UUID]) -> Statement {
    """
    select waiting.topic, waiting.told_kind, waiting.told_id, waiting.notification_id, waiting.ordered_until
    from (\(fragment: all(things, candidacies))) as thing (id)
    -- By the thing, each: the rows come and go, and along any other index lie those that have gone.
    cross join lateral (
      select topic, told_kind, told_id, notification_id, ordered_until
      from notifications.pending_notifications
      where told_id = thing.id
      offset 0
    ) as waiting
    order by waiting.notification_id desc
    """
  }

  private static func all(_ things: [UUID], _ candidacies: [UUID]) -> Statement {
    """
    select unnest(\(things))
    union select recommendation_id from notifications.candidacies where candidacy_id = any(\(candidacies))
    """
  }

  /// Forgets steps of recommendations that were told long ago.
  static let forgetting = Forgetting { limit, count in
    """
    with gone as (
      delete from notifications.steps
      where ctid = any(array(
        select ctid
        from notifications.steps
        where step in ('attribution', 'interview', 'decision') and told_at < \(limit)
        order by told_at
        limit \(count)
        for update skip locked
      ))
      returning step
    )
    select count(*) from gone
    """
  }
}
