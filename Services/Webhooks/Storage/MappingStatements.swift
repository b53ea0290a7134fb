import FoundationEssentials
import MessageHandling
import PostgreSQLClient
import Vocabulary

/// Which offer a job of a source is.
enum MappingStatements {
  struct Mapping: Sendable {
    let source: String
    let job: String
    let offerID: OfferID?
    let offerReference: String?
  }

  /// The offers of some jobs.
  static func find(_ jobs: [(source: String, job: String)]) -> Statement {
    """
    select m.source, m.job, m.offer_id, m.offer_reference
    from webhooks.mappings m
    join unnest(\(jobs.map(\.source)), \(jobs.map(\.job))) as asked (source, job)
      on m.source = asked.source and m.job = asked.job
    """
  }

  static func mapping(_ row: Row) throws -> Mapping {
    Mapping(
      source: try row["source", as: String.self], job: try row["job", as: String.self],
      offerID: try row["offer_id", as: OfferID?.self],
      offerReference: try row["offer_reference", as: String?.self])
  }

  /// Says which offer a job is from now on.
  static func map(_ mapping: Mapping, at now: Timestamp) -> Statement {
    """
    insert into webhooks.mappings (mapping_id, source, job, offer_id, offer_reference, mapped_at)
    values (
      \(UUID.version7()), \(mapping.source), \(mapping.job), \(mapping.offerID), \(mapping.offerReference), \(now)
    )
    on conflict (source, job) do update
    set offer_id = excluded.offer_id, offer_reference = excluded.offer_reference, mapped_at = excluded.mapped_at
    """
  }

  /// Forgets which offer a job is.
  static func unmap(_ job: String, of source: String) -> Statement {
    "delete from webhooks.mappings where source = \(source) and job = \(job)"
  }

  /// Takes the mapping of a job, where there is one.
  static func hold(_ job: String, of source: String) -> Statement {
    "select true from webhooks.mappings where source = \(source) and job = \(job) for update"
  }
}
