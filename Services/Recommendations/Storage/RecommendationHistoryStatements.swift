import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// A state that a recommendation reached.
package struct ReachedState: Hashable, Sendable {
  let recommendationID: RecommendationID
  let state: RecommendationState
  let at: Timestamp
  /// The number of a decision about the interview, from 1; nil where it is none, or where a version told none.
  var revision: Int?
}

/// The statements about how far recommendations came.
///
/// Other services tell some states, in no promised order: how far a recommendation came is told from all that it reached,
/// and is written down beside it. Whoever reaches a state holds the recommendation from before, so that nobody misses what
/// another reaches at once.
extension RecommendationStatements {
  /// Holds recommendations until commit.
  static func hold(_ recommendations: [RecommendationID]) -> Statement {
    """
    select recommendation_id
    from recommendations.recommendations
    where recommendation_id = any(\(recommendations))
    order by recommendation_id
    for update
    """
  }

  /// Keeps the first state of recommendations that are new.
  static func begin(_ recommendations: [AttributedRecommendation]) -> Statement {
    """
    insert into recommendations.recommendation_history (recommendation_id, state, at)
    select recommendation_id, 'attributed', at
    from unnest(
      \(recommendations.map(\.recommendationID)), \(recommendations.map(\.attributedAt))
    ) as attributed (recommendation_id, at)
    order by recommendation_id
    on conflict do nothing
    """
  }

  /// Keeps states that were reached, and how far that is; the same one again is no news.
  static func reach(_ states: Set<ReachedState>) -> Statement {
    let states = Array(states)
    return reach(
      """
      select recommendation_id, state, at, revision
      from unnest(
        \(states.map(\.recommendationID)), \(states.map(\.state.rawValue)), \(states.map(\.at)),
        \(states.map(\.revision))
      ) as told (recommendation_id, state, at, revision)
      """)
  }

  /// The same for what these rows tell: recommendation, state, instant and revision.
  ///
  /// A hire says most, since it counts whatever the interview's state; then the greatest decision about the interview, and
  /// whether the company got the candidate by it; then that the recommendation was taken back, or its offer closed.
  static func reach(_ told: Statement) -> Statement {
    """
    with reached as materialized (
      \(fragment: told)
    ),
    noted as (
      insert into recommendations.recommendation_history (recommendation_id, state, at, revision)
      select recommendation_id, state, at, revision
      from reached
      order by recommendation_id, state, at
      on conflict do nothing
    ),
    -- What this statement writes it does not see: both are the history.
    history as (
      select recommendation_id, state, at, coalesce(revision, 1) as revision
      from reached
      union all
      select recommendation_id, state, at, coalesce(revision, 1)
      from recommendations.recommendation_history
      where recommendation_id in (select recommendation_id from reached)
    ),
    progress as (
      select
        recommendation_id,
        bool_or(state = 'hired') as was_hired,
        (array_agg(state order by revision desc, at) filter (where state in ('qualified', 'rejected')))[1] as decision,
        (array_agg(at order by revision desc, at) filter (where state in ('qualified', 'rejected')))[1] as decided_at,
        max(at) filter (where state = 'transmitted') as transmitted_at,
        (array_agg(state order by at desc) filter (where state in ('withdrawn', 'offer-closed')))[1] as ending
      from history
      group by recommendation_id
    ),
    news as (
      select recommendation_id, case
        when was_hired and exists (
          select
          from recommendations.hires hire
          where hire.recommendation_id = progress.recommendation_id and hire.holds
        ) then 'hired'
        when was_hired then 'hire-withdrawn'
        when decision = 'rejected' then 'rejected'
        when transmitted_at < decided_at then decision
        when transmitted_at is not null then 'transmitted'
        else coalesce(decision, ending, 'attributed')
      end as state
      from progress
    )
    update recommendations.recommendations recommendation
    set state = news.state
    from news
    where recommendation.recommendation_id = news.recommendation_id and recommendation.state <> news.state
    """
  }

  /// The states that these recommendations reached.
  static func history(_ recommendations: [RecommendationID]) -> Statement {
    """
    select recommendation_id, state, at, revision
    from recommendations.recommendation_history
    where recommendation_id = any(\(recommendations))
    """
  }

  /// Decodes rows of `history`; a state that this version does not know is left out.
  static func history(_ rows: ResultSet) throws -> [ReachedState] {
    try rows.decode((RecommendationID, String, Timestamp, Int?).self).compactMap { id, state, at, revision in
      RecommendationState(rawValue: state).map {
        ReachedState(recommendationID: id, state: $0, at: at, revision: revision)
      }
    }
  }
}
