import OffersDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// What is known of an offer and a member together (O5).
enum TargetingStatements {
  /// A question about an offer and a member.
  struct Question: Sendable {
    let messageID: MessageID
    let offerID: OfferID
    let memberID: MemberID
  }

  /// For each question about an offer that exists: offer, member, schedule and solicitation, where there are any.
  static func facts(_ questions: [Question], perWeek: Int?, at now: Timestamp) -> Statement {
    """
    select
      q.message_id, o.offer_id, o.state, o.sector, o.zone,
      coalesce(m.is_active, false) as is_active, m.sectors, m.zones, m.level,
      coalesce(\(fragment: SolicitationStatements.hasBudget(perWeek, at: now)), true) as has_budget,
      told.wave as told_wave, told.solicited_at,
      s.wave, s.level as schedule_level, s.due_at, s.last_dispatched_at
    from \(fragment: rows(questions))
    join offers.offers o on o.offer_id = q.offer_id
    left join offers.members m on m.member_id = q.member_id
    left join offers.solicitations told on told.offer_id = q.offer_id and told.member_id = q.member_id
    left join offers.wave_schedules s on s.offer_id = q.offer_id
    """
  }

  /// For each question and level: how many members are still to be solicited, and how many of them come before the
  /// member asked about.
  static func waiting(_ questions: [Question], perWeek: Int?, at now: Timestamp) -> Statement {
    """
    select
      q.message_id, m.level, count(*) as waiting,
      count(*) filter (
        where (-m.points, coalesce(m.joined_at, 'infinity'), m.member_id)
          < (-asked.points, coalesce(asked.joined_at, 'infinity'), asked.member_id)
      ) as ahead
    from \(fragment: rows(questions))
    join offers.offers o on o.offer_id = q.offer_id and o.state = 'published'
    join offers.members asked on asked.member_id = q.member_id
    join offers.members m
      on m.is_active and m.sectors && o.sector_ancestors and m.zones && o.zone_ancestors
    where \(fragment: SolicitationStatements.isUntold("o.offer_id"))
      and \(fragment: SolicitationStatements.hasBudget(perWeek, at: now))
    group by q.message_id, m.level
    """
  }

  private static func rows(_ questions: [Question]) -> Statement {
    """
    unnest(
      \(questions.map(\.messageID)), \(questions.map(\.offerID)), \(questions.map(\.memberID))
    ) as q (message_id, offer_id, member_id)
    """
  }
}
