import FoundationEssentials
public import Logging
public import PostgreSQLClient
import RewardsService
import ServiceRuntime
import Topology
import Vocabulary

/// Rebuilds the books from the messages that rewards received, in an empty database beside them, and compares (W5).
///
/// The messages go through the service's own transactions, each batch at its time, without a broker. What comes of it
/// must be what the books say: each cause with the same amounts on the same accounts.
public struct BooksRebuild: Sendable {
  /// What a rebuild came to.
  public struct Report: Sendable {
    /// How many messages were handled again.
    public var messages = 0
    /// How many sums were compared: one for each cause, account and unit.
    public var compared = 0
    /// Where books and rebuild differ; the first thousand.
    public var differences: [Difference] = []
  }

  /// A sum that is not the same in both.
  public struct Difference: Sendable {
    /// What caused it.
    public let cause: String
    /// The account.
    public let account: String
    /// The unit.
    public let unit: String
    /// What the books say.
    public let inBooks: Int
    /// What the messages come to.
    public let rebuilt: Int
  }

  private let books: PostgreSQLConfiguration
  private let booksURL: String
  private let logger: Logger

  /// A rebuild of the books that a URL leads to; its role reads `rewards.received` and may create databases.
  ///
  /// Throws `PostgreSQLError` for a malformed URL.
  public init(booksURL: String, logger: Logger) throws(PostgreSQLError) {
    self.books = try PostgreSQLConfiguration(url: booksURL, applicationName: "coopt ledger verify")
    self.booksURL = booksURL
    self.logger = logger
  }

  /// Rebuilds and compares; the database that was made for it is dropped whatever comes of it.
  public func run() async throws -> Report {
    let scratch = SQLIdentifier("coopt_rebuild_\(UUID.version7().lowercased.filter { $0 != "-" })")!
    let server = PostgreSQLPool(books, limit: 1, logger: logger)
    _ = try await server.execute(["create database \(identifier: scratch)"])
    let result: Result<Report, any Error>
    do {
      result = .success(try await rebuild(into: scratch.name))
    } catch {
      result = .failure(error)
    }
    _ = try await server.execute(["drop database \(identifier: scratch) with (force)"])
    await server.close()
    return try result.get()
  }

  private func rebuild(into database: String) async throws -> Report {
    guard var url = URLComponents(string: booksURL) else { throw MalformedURL() }
    url.path = "/\(database)"
    guard let scratchURL = url.string else { throw MalformedURL() }
    let settings = Settings(["COOPT_DATABASE_URL": scratchURL, "COOPT_AMQP_URL": "amqp://nobody:unused@127.0.0.1/coopt"])
    let definition = try RewardsService.definition(settings)
    let rebuilt = PostgreSQLPool(
      try PostgreSQLConfiguration(url: scratchURL, applicationName: "coopt ledger verify"), limit: 1, logger: logger)
    _ = try await rebuilt.execute(["create schema rewards"])
    _ = try await rebuilt.withConnection { try await definition.migrate(on: $0) }
    let service = try BrokerlessService(definition, settings: settings, logger: logger)
    let original = PostgreSQLPool(books, limit: 1, logger: logger)
    // One snapshot: what is received and posted while this runs is in neither side of the comparison.
    let report = try await original.withTransaction(.repeatableRead) { transaction in
      var report = Report()
      report.messages = try await replay(from: transaction, through: service)
      try await compare(transaction, rebuilt, in: &report)
      return report
    }
    await service.close()
    await rebuilt.close()
    await original.close()
    return report
  }

  private nonisolated(nonsending) func replay(
    from transaction: Transaction, through service: BrokerlessService
  ) async throws -> Int {
    var last = 0
    var count = 0
    while true {
      let rows = try await transaction.query(
        """
        select received_id, received_at, messages
        from rewards.received
        where received_id > \(last)
        order by received_id
        limit 100
        """)
      if rows.isEmpty { return count }
      for row in rows {
        let (id, instant, packed) = try row.decode((Int, Timestamp, Data).self)
        count += try await service.handle(received: packed, at: instant)
        last = id
      }
    }
  }

  /// Walks through both books in one order, a page at a time.
  private nonisolated(nonsending) func compare(
    _ transaction: Transaction, _ rebuilt: PostgreSQLPool, in report: inout Report
  ) async throws {
    var books = SumPages()
    var again = SumPages()
    while true {
      if books.needsMore { books.take(try await transaction.query(books.nextPage)) }
      if again.needsMore { again.take(try await rebuilt.query(again.nextPage)) }
      let (left, right) = (try books.first, try again.first)
      guard left != nil || right != nil else { return }
      report.compared += 1
      let key = [left?.key, right?.key].compactMap { $0 }.min()
      let inBooks = left?.key == key ? left?.amount ?? 0 : 0
      let sum = right?.key == key ? right?.amount ?? 0 : 0
      if inBooks != sum, let key, report.differences.count < 1000 {
        report.differences.append(
          Difference(cause: key.cause, account: key.account, unit: key.unit, inBooks: inBooks, rebuilt: sum))
      }
      if left?.key == key { books.advance() }
      if right?.key == key { again.advance() }
    }
  }

  private struct MalformedURL: Error {}
}
