import FoundationEssentials
import Messages
import PostgreSQLClient
import Vocabulary

/// Where a line of the books comes from: its transaction, what takes that back, the recommendation and its hires.
package struct LedgerLineage: Hashable, Sendable {
  /// The entry that was asked for; nil when it was a transaction.
  package let entryId: String?
  /// The transaction.
  package let transaction: LedgerTransactionRecord
  /// All others that belong to it: what it takes back, what takes it back, and those of the same recommendation.
  package let others: [LedgerTransactionRecord]
  /// What is known of the messages behind them all, by id.
  package var messages: [String: LedgerMessage] = [:]
  /// The webhooks that some of these, or the reports that they came of, were made from, by the message's id.
  package var webhooks: [String: LedgerWebhook] = [:]

  package init(entryId: String?, transaction: LedgerTransactionRecord, others: [LedgerTransactionRecord]) {
    self.entryId = entryId
    self.transaction = transaction
    self.others = others
  }

  /// When the transactions were recorded: their messages were received at the same instants.
  package var recordedAt: [Timestamp] { Set(([transaction] + others).map(\.recordedAt)).sorted() }

  /// What may have been made from a webhook: the messages, and those that they came of.
  package var origins: [UUID] {
    let ids = messages.values.flatMap { [$0.messageId, $0.causationId, $0.correlationId] }
    return Set(ids.compactMap { $0.map { EnvelopeID($0).messageID.rawValue } }).sorted { $0.lowercased < $1.lowercased }
  }

  /// What the transaction takes back.
  package var original: LedgerTransactionRecord? {
    others.first { $0.transactionId == transaction.reversesTransactionId }
  }

  /// What takes the transaction back.
  package var reversal: LedgerTransactionRecord? {
    others.first { $0.reversesTransactionId == transaction.transactionId }
  }

  /// A hire of the recommendation, with the messages whose transactions it caused.
  package struct Hire: Hashable, Sendable, Encodable {
    /// The hire.
    package let hireId: String
    /// The messages, in the order of the books.
    package let messageIds: [String]
  }

  /// The hires that the recommendation's transactions name, in the order of the books.
  package var hires: [Hire] {
    var messages: [(hire: String, ids: [String])] = []
    for record in ([transaction] + others).sorted(by: { $0.recordedAt < $1.recordedAt }) {
      guard let hire = record.hireId, record.recommendationId == transaction.recommendationId else { continue }
      let index = messages.firstIndex { $0.hire == hire } ?? messages.endIndex
      if index == messages.endIndex { messages.append((hire, [])) }
      if !messages[index].ids.contains(record.messageId) { messages[index].ids.append(record.messageId) }
    }
    return messages.map { Hire(hireId: $0.hire, messageIds: $0.ids) }
  }
}

extension LedgerLineage {
  /// The lineage of an entry or of a transaction; nil when the books have neither.
  package static func find(_ id: UUID, in transaction: Transaction) async throws(PostgreSQLError) -> LedgerLineage? {
    let rows = try await transaction.query(
      """
      select transaction_id, true from rewards.ledger_entries where entry_id = \(id)
      union all
      select transaction_id, false from rewards.ledger_transactions where transaction_id = \(id)
      """)
    guard let (found, isEntry) = try rows.decode((UUID, Bool).self).first else { return nil }
    var family = try await records(around: found, in: transaction)
    guard let index = family.firstIndex(where: { $0.transactionId == found.lowercased }) else { return nil }
    let subject = family.remove(at: index)
    return LedgerLineage(entryId: isEntry ? id.lowercased : nil, transaction: subject, others: family)
  }

  private static func records(
    around id: UUID, in transaction: Transaction
  ) async throws(PostgreSQLError) -> [LedgerTransactionRecord] {
    let heads = try await transaction.query(
      """
      select
        transactions.transaction_id, transactions.cause_id, transactions.message_id, transactions.recommendation_id,
        transactions.policy_version, transactions.reverses_transaction_id, transactions.recorded_at
      from rewards.ledger_transactions as subject
      join rewards.ledger_transactions as transactions
        on transactions.transaction_id in (subject.transaction_id, subject.reverses_transaction_id)
        or transactions.reverses_transaction_id = subject.transaction_id
        or transactions.recommendation_id = subject.recommendation_id
      where subject.transaction_id = \(id)
      order by transactions.recorded_at, transactions.transaction_id
      """)
    let records = try heads.decode((UUID, String, UUID, UUID?, Int, UUID?, PostgreSQLTimestamp).self)
    let lines = try await postings(of: records.map(\.0), in: transaction)
    return records.map { id, cause, message, recommendation, version, reverses, recordedAt in
      LedgerTransactionRecord(
        transactionId: id.lowercased, causeId: cause, messageId: message.lowercased,
        recommendationId: recommendation?.lowercased, policyVersion: version,
        reversesTransactionId: reverses?.lowercased,
        recordedAt: Timestamp(microseconds: recordedAt.microsecondsSince1970), postings: lines[id] ?? [])
    }
  }

  private static func postings(
    of transactions: [UUID], in transaction: Transaction
  ) async throws(PostgreSQLError) -> [UUID: [LedgerTransactionRecord.Posting]] {
    let rows = try await transaction.query(
      """
      select transaction_id, entry_id, account, unit, amount
      from rewards.ledger_entries
      where transaction_id = any(\(transactions))
      order by amount desc, account, entry_id
      """)
    return try rows.decode((UUID, UUID, String, String, Int).self).reduce(into: [:]) { lines, row in
      lines[row.0, default: []].append(
        LedgerTransactionRecord.Posting(
          entryId: row.1.lowercased, account: row.2, unit: row.3, amount: row.4))
    }
  }
}
