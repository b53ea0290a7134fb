import Messages
import MessageHandling
import PostgreSQLClient
import Vocabulary

/// The statements on hires: which are in force, and by which a member was told.
enum HireStatements {
  /// What an event says of a hire.
  struct Told {
    let hireID: HireID
    /// Nil in events from before hires had revisions: older than any.
    let revision: Int?
    /// The instant that decides among those.
    let asOf: Timestamp
    /// What it is attributed to; nil while it is not.
    let recommendationID: RecommendationID?
  }

  /// Keeps what is told of hires, the greatest revision of each; those that changed by this.
  ///
  /// Of two instants that are the same the withdrawal counts (H1).
  static func keep(_ hires: [Told]) -> Statement {
    """
    insert into notifications.hires as known (hire_id, revision, as_of, recommendation_id)
    select distinct on (hire_id) hire_id, revision, as_of, recommendation_id
    from unnest(
      \(hires.map(\.hireID)), \(hires.map { $0.revision ?? 0 }), \(hires.map(\.asOf)), \(hires.map(\.recommendationID))
    ) as hire (hire_id, revision, as_of, recommendation_id)
    order by hire_id, revision desc, as_of desc, recommendation_id nulls first
    on conflict (hire_id) do update
    set revision = excluded.revision, as_of = excluded.as_of, recommendation_id = excluded.recommendation_id
    where (known.revision, known.as_of) < (excluded.revision, excluded.as_of)
      or (known.revision, known.as_of) = (excluded.revision, excluded.as_of) and excluded.recommendation_id is null
    returning hire_id, recommendation_id
    """
  }

  /// Takes and keeps the good news of recommendations that some hires are not in force for any more, in the order of their
  /// ids: what is still in force can only be seen once nobody else decides on it.
  static func lockNews(of hires: [HireID]) -> Statement {
    """
    select news.recommendation_id
    from notifications.good_news as news
    where news.hire_id = any(\(hires))
    order by news.recommendation_id
    for update
    """
  }

  /// Has a recommendation's good news stand by another hire in force, or by none, where it stood by one that is in force
  /// for it no more.
  static func moveNews(of hires: [HireID]) -> Statement {
    """
    update notifications.good_news as news
    set hire_id = (
      select other.hire_id from notifications.hires as other
      where other.recommendation_id = news.recommendation_id
      order by other.hire_id
      limit 1
    )
    where news.hire_id = any(\(hires))
      and not exists (
        select from notifications.hires as same
        where same.hire_id = news.hire_id and same.recommendation_id = news.recommendation_id
      )
    """
  }

  /// Notes by which hires members are told good news; those that are: a recommendation's is told once while any hire of it
  /// is in force.
  static func tellNews(_ hires: [(hire: HireID, recommendation: RecommendationID)]) -> Statement {
    """
    insert into notifications.good_news as news (recommendation_id, hire_id)
    select distinct on (recommendation_id) recommendation_id, hire_id
    from unnest(\(hires.map(\.recommendation)), \(hires.map(\.hire))) as hire (recommendation_id, hire_id)
    order by recommendation_id, hire_id
    on conflict (recommendation_id) do update
    set hire_id = excluded.hire_id
    where news.hire_id is null
    returning hire_id
    """
  }

  /// Keeps what was reported of hires that could not be matched: what was told last.
  static func keepParticulars(_ hires: [(id: HireID, particulars: PostgreSQLJSON)], at now: Timestamp) -> Statement {
    """
    insert into notifications.hire_particulars (hire_id, particulars, told_at)
    select distinct on (hire_id) hire_id, particulars, \(now)
    from unnest(\(hires.map(\.id)), \(hires.map(\.particulars)))
      with ordinality as hire (hire_id, particulars, place)
    order by hire_id, place desc
    on conflict (hire_id) do update
    set particulars = excluded.particulars, told_at = excluded.told_at
    """
  }

  /// Forgets what was reported of people long ago whom nobody here knows (M9).
  static let forgetting = Forgetting { limit, count in
    """
    with gone as (
      delete from notifications.hire_particulars
      where ctid = any(array(
        select ctid
        from notifications.hire_particulars
        where told_at < \(limit)
        order by told_at
        limit \(count)
        for update skip locked
      ))
      returning hire_id
    )
    select count(*) from gone
    """
  }
}
