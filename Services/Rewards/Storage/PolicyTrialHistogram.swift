import FoundationEssentials
import Messages
import PostgreSQLClient
import RewardsDomain
import Vocabulary

/// All members by what a trial of a policy would change for them.
struct PolicyTrialHistogram: Sendable {
  /// By how much more or less their rewards come to.
  let amounts: [ChangeBucket<Cents>]
  /// By how many points more or fewer they have.
  let points: [ChangeBucket<Points>]
  /// By their level before and after.
  let levels: [LevelMove]

  /// What the tables below are made of stands in `compared`, which the statement has looked through once.
  static let tables: Statement = """
    amount_buckets as (\(fragment: buckets(of: "cents_after - cents_before", between: ChangeScale.cents))),
    points_buckets as (\(fragment: buckets(of: "points_after - points_before", between: ChangeScale.points))),
    level_moves as (
      select number, level_before, level_after, count(*) as members
      from compared
      group by number, level_before, level_after
    )
    """

  /// The histogram of the trial `totals.number`, as JSON.
  static let json: Statement = """
    select json_build_object(
      'amounts', (\(fragment: bars(of: "amount_buckets", between: ChangeScale.cents))),
      'points', (\(fragment: bars(of: "points_buckets", between: ChangeScale.points))),
      'levels', coalesce((
        select json_agg(
          json_build_object('from', level_before, 'to', level_after, 'members', members)
          order by array_position(array['beginner', 'confirmed', 'expert'], level_before),
            array_position(array['beginner', 'confirmed', 'expert'], level_after))
        from level_moves
        where level_moves.number = totals.number
      ), '[]'::json)
    )::jsonb
    """

  /// Members by bucket: 0 for no change, else the place of the bounds that it lies between, with its sign.
  private static func buckets(of change: Statement, between bounds: [Int]) -> Statement {
    """
    select number, bucket, count(*) as members, sum(change)::bigint as total
    from (
      select number, change, sign(change)::int * width_bucket(abs(change), \(bounds)) as bucket
      from (select number, (\(fragment: change))::bigint as change from compared) as changes
    ) as placed
    group by number, bucket
    """
  }

  private static func bars(of table: Statement, between bounds: [Int]) -> Statement {
    """
    select coalesce(
      json_agg(
        json_build_object(
          'from', case sign(bucket) when 1 then bounds[bucket] when -1 then 1 - bounds[1 - bucket] else 0 end,
          'to', case sign(bucket) when 1 then bounds[bucket + 1] - 1 when -1 then -bounds[-bucket] else 0 end,
          'members', members, 'total', total)
        order by bucket),
      '[]'::json)
    from \(fragment: table), (select \(bounds) as bounds) as scale
    where \(fragment: table).number = totals.number
    """
  }

  private struct Text: Decodable {
    struct Bar: Decodable {
      let from: Int
      let to: Int
      let members: Int
      let total: Int
    }

    let amounts: [Bar]
    let points: [Bar]
    let levels: [LevelMove]
  }
}

extension PolicyTrialHistogram: PostgreSQLDecodable {
  /// Reads what `json` gave.
  init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) {
    let json = try PostgreSQLJSON(postgreSQL: cell)
    do {
      let read = try JSONDecoder().decode(Text.self, from: Data(json.bytes))
      amounts = read.amounts.map {
        ChangeBucket(from: Cents($0.from), to: Cents($0.to), members: $0.members, total: Cents($0.total))
      }
      points = read.points.map {
        ChangeBucket(from: Points($0.from), to: Points($0.to), members: $0.members, total: Points($0.total))
      }
      levels = read.levels
    } catch {
      throw cell.failure("holds no histogram", decoding: Self.self)
    }
  }
}
