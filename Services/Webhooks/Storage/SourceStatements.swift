import PostgreSQLClient

/// The rows that whoever reads a source's webhooks holds.
enum SourceStatements {
  /// Makes the rows that are not there yet.
  static func make(_ names: [String]) -> Statement {
    """
    insert into webhooks.sources (source)
    select named.source
    from unnest(\(names)) as named (source)
    where not exists (select from webhooks.sources known where known.source = named.source)
    order by named.source
    on conflict do nothing
    """
  }

  /// Takes the sources that nobody else has in hand.
  static func takeFree(_ names: [String]) -> Statement {
    """
    select source from webhooks.sources where source = any(\(names)) order by source for update skip locked
    """
  }

  /// Takes sources, waiting for whoever has them.
  static func take(_ names: [String]) -> Statement {
    "select source from webhooks.sources where source = any(\(names)) order by source for update"
  }

  /// How each source is doing: one row, or none where nothing ever came.
  static func counts(_ names: [String]) -> Statement {
    """
    select named.source,
      (
        select count(*) from webhooks.deliveries d where d.source = named.source and d.state = 'quarantined'
      ) as quarantined,
      (
        select max(d.last_received_at) from (
          select recent.last_received_at from webhooks.deliveries recent
          where recent.source = named.source
          order by recent.received_at desc, recent.delivery_id desc
          limit 1
        ) d
      ) as last_received_at
    from unnest(\(names)) as named (source)
    """
  }

  /// What metrics tell of each source: how many wait for somebody, are not read, are not published, and since when.
  static func figures(_ names: [String]) -> Statement {
    """
    select named.source,
      (select count(*) from webhooks.deliveries d where d.source = named.source and d.state = 'quarantined'),
      (
        select count(*) from webhooks.deliveries d
        where d.source = named.source and d.state in ('received', 'asking')
      ),
      (select count(*) from webhooks.reports r where r.source = named.source and r.due_at is not null),
      (select min(r.created_at) from webhooks.reports r where r.source = named.source and r.due_at is not null)
    from unnest(\(names)) as named (source)
    """
  }
}
