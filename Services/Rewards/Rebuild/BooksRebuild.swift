public import Certificates
import FoundationEssentials
public import Logging
public import PostgreSQLClient
import RewardsService
import ServiceRuntime
import ServiceSettings
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

  private let booksURL: String
  private let plainText: PlainText
  private let logger: Logger

  /// A rebuild of the books that a URL leads to; its role reads `rewards.received` and may create databases.
  public init(booksURL: String, plainText: PlainText = .onLoopback, logger: Logger) {
    self.booksURL = booksURL
    self.plainText = plainText
    self.logger = logger
  }

  /// Rebuilds and compares, on a snapshot of its own.
  ///
  /// Throws `PostgreSQLError`, also for a malformed URL, `PostgreSQLTransactionError`, and what handling throws.
  public func run() async throws -> Report {
    let books = PostgreSQLPool(try configuration(booksURL), limit: 1, logger: logger)
    let result = await Self.result {
      try await books.withTransaction(TransactionMode(isolation: .repeatableRead, isReadOnly: true)) { transaction in
        try await report(from: transaction)
      }
    }
    await books.close()
    return try result.get()
  }

  /// Rebuilds and compares what a transaction sees: what is received and posted meanwhile is in neither.
  ///
  /// The database that is made for it is dropped whatever comes of it.
  public nonisolated(nonsending) func report(from books: Transaction) async throws -> Report {
    let scratch = SQLIdentifier("coopt_rebuild_\(UUID.version7().lowercased.filter { $0 != "-" })")!
    let server = PostgreSQLPool(try configuration(booksURL), limit: 1, logger: logger)
    _ = try await server.execute(["create database \(identifier: scratch)"])
    // It is thrown away: nobody waits for a standby to have it.
    _ = try await server.execute(["alter database \(identifier: scratch) set synchronous_commit = off"])
    let result = await Self.result { try await rebuild(books, into: scratch.name) }
    _ = try await server.execute(["drop database \(identifier: scratch) with (force)"])
    await server.close()
    return try result.get()
  }

  private func configuration(_ url: String) throws -> PostgreSQLConfiguration {
    var configuration = try PostgreSQLConfiguration(
      url: url, applicationName: "coopt ledger verify", plainText: plainText)
    // It may take long, and the transaction that reads the books waits meanwhile.
    configuration.statementTimeout = nil
    configuration.idleInTransactionSessionTimeout = nil
    return configuration
  }

  /// The same servers and parameters, another database.
  ///
  /// `URLComponents` reads no URL of several hosts.
  private static func url(_ url: String, of database: String) -> String {
    let hosts = url.firstRange(of: "://")?.upperBound ?? url.startIndex
    let parameters = url[hosts...].firstIndex(of: "?") ?? url.endIndex
    let path = url[hosts..<parameters].firstIndex(of: "/") ?? parameters
    return "\(url[..<path])/\(database)\(url[parameters...])"
  }

  private nonisolated(nonsending) static func result<Value>(
    _ body: nonisolated(nonsending) () async throws -> Value
  ) async -> Result<Value, any Error> {
    do {
      return .success(try await body())
    } catch {
      return .failure(error)
    }
  }

  private nonisolated(nonsending) func rebuild(_ books: Transaction, into database: String) async throws -> Report {
    let scratchURL = Self.url(booksURL, of: database)
    // Of the broker nothing is used, but settings want its address.
    let settings = Settings([
      "COOPT_DATABASE_URL": scratchURL, "COOPT_AMQP_URL": "amqp://nobody:unused@127.0.0.1/coopt",
      "COOPT_PLAIN_TEXT": plainText.rawValue,
    ])
    let definition = try RewardsService.definition(settings)
    let rebuilt = PostgreSQLPool(try configuration(scratchURL), limit: 1, logger: logger)
    _ = try await rebuilt.execute(["create schema rewards"])
    _ = try await rebuilt.withConnection { try await definition.migrate(on: $0) }
    // Claims go by the names that they have in the books, and not by those of the transactions that are made here.
    _ = try await rebuilt.execute(["alter table rewards.claims drop constraint claims_transaction_fkey"])
    try await copyNames(of: books, into: rebuilt)
    let service = try BrokerlessService(definition, settings: settings, logger: logger)
    var report = Report()
    report.messages = try await replay(from: books, through: service, into: rebuilt)
    try await compare(books, rebuilt, in: &report)
    await service.close()
    await rebuilt.close()
    return report
  }

  /// Copies what claims are called whose ids follow from nothing; commands name them.
  private nonisolated(nonsending) func copyNames(of books: Transaction, into rebuilt: PostgreSQLPool) async throws {
    let names = try await books.query("select claim_id, cause_id from rewards.former_claims")
      .decode((TransactionID, String).self).map { ($0.0, $0.1) }
    guard !names.isEmpty else { return }
    _ = try await rebuilt.execute([
      "insert into rewards.former_claims (claim_id, cause_id) select * from unnest(\(names.map(\.0)), \(names.map(\.1)))"
    ])
  }

  private nonisolated(nonsending) func replay(
    from transaction: Transaction, through service: BrokerlessService, into rebuilt: PostgreSQLPool
  ) async throws -> Int {
    var last = 0
    var count = 0
    var quarter: Int64?
    while true {
      let rows = try await transaction.query(
        """
        select received_id, received_at, messages, position('rewards.settle-claim'::bytea in messages) > 0
        from rewards.received
        where received_id > \(last)
        order by received_id
        limit 100
        """)
      if rows.isEmpty { return count }
      for row in rows {
        let (id, instant, packed, settlesClaims) = try row.decode((Int, Timestamp, Data, Bool).self)
        // What was asked for by the clock meanwhile may be confirmed by these. A day begins somewhere at each quarter of an hour.
        if instant.quarter != quarter { try await service.work(DueInstalments().name, at: instant) }
        quarter = instant.quarter
        if settlesClaims { try await nameClaims(of: rebuilt, asIn: transaction) }
        count += try await service.handle(received: packed, at: instant)
        last = id
      }
    }
  }

  /// Has claims go by the names that they have in the books: staff settle a claim by its transaction, whose id is another one
  /// here.
  private nonisolated(nonsending) func nameClaims(
    of rebuilt: PostgreSQLPool, asIn transaction: Transaction
  ) async throws {
    let names = try await transaction.query(
      """
      select transaction_id, cause_id
      from rewards.ledger_transactions
      where transaction_id in (
        select transaction_id from rewards.ledger_entries where account like '%:claim' and amount > 0
      )
      """
    ).decode((TransactionID, String).self)
    _ = try await rebuilt.query(
      """
      update rewards.claims
      set claim_id = told.claim_id
      from unnest(\(names.map(\.0)), \(names.map(\.1))) as told (claim_id, cause_id)
      join rewards.transactions on transactions.cause_id = told.cause_id
      where claims.claim_id = transactions.transaction_id and told.claim_id <> transactions.transaction_id
      """)
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
}

extension Timestamp {
  /// The quarter of an hour that it lies in.
  fileprivate var quarter: Int64 { microseconds / 900_000_000 }
}
