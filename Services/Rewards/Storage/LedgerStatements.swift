import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Statements on the books: they are added to and read, nothing else.
enum LedgerStatements {
  /// Adds transactions and their entries.
  static func insert(_ transactions: [LedgerTransaction], at now: Timestamp) -> [Statement] {
    guard !transactions.isEmpty else { return [] }
    let lines = transactions.flatMap { transaction in transaction.postings.map { (transaction.id, $0) } }
    return [
      """
      insert into rewards.transactions (
        transaction_id, cause_id, message_id, recommendation_id, policy_version, reverses_transaction_id, actor,
        recorded_at
      )
      select *, \(now)
      from unnest(
        \(transactions.map(\.id)),
        \(transactions.map(\.cause)),
        \(transactions.map(\.messageID)),
        \(transactions.map(\.recommendationID)),
        \(transactions.map(\.policyVersion)),
        \(transactions.map(\.reverses)),
        \(transactions.map(\.actor))
      )
      """,
      """
      insert into rewards.entries (entry_id, transaction_id, account, unit, amount)
      select *
      from unnest(
        \(lines.map { _ in EntryID.make() }),
        \(lines.map(\.0)),
        \(lines.map(\.1.account)),
        \(lines.map(\.1.unit)),
        \(lines.map(\.1.amount))
      )
      """,
    ]
  }

  /// Those of some causes that are in the books.
  static func selectCauses(_ causes: [CauseID]) -> Statement {
    "select cause_id from rewards.transactions where cause_id = any(\(causes))"
  }

  /// The lines of the transactions that settled some rewards, of their set-offs, and of further ones, with what a reversal
  /// repeats.
  static func selectLines(of rewards: [RewardID], and transactions: [TransactionID]) -> Statement {
    """
    select
      transactions.transaction_id, transactions.cause_id, transactions.message_id, transactions.recommendation_id,
      transactions.policy_version, entries.account, entries.unit, entries.amount
    from (
      select unnest(\(transactions)) as transaction_id
      union
      select transaction_id from rewards.rewards where reward_id = any(\(rewards))
      union
      select transaction_id from rewards.set_offs where reward_id = any(\(rewards)) and reversed_at is null
    ) as wanted
    join rewards.transactions using (transaction_id)
    join rewards.entries using (transaction_id)
    order by transactions.transaction_id, entries.entry_id
    """
  }

  /// Puts lines together again.
  static func transactions(_ rows: ResultSet) throws(PostgreSQLError) -> [LedgerTransaction] {
    var heads: [TransactionID: (CauseID, MessageID, RecommendationID?, Int)] = [:]
    var postings: [TransactionID: [Posting]] = [:]
    for row in rows {
      let (id, cause, message, recommendation, version, account, unit, amount) = try row.decode(
        (TransactionID, CauseID, MessageID, RecommendationID?, Int, Account, UnitOfAccount, Int).self)
      heads[id] = (cause, message, recommendation, version)
      postings[id, default: []].append(Posting(account: account, unit: unit, amount: amount))
    }
    return heads.compactMap { id, head in
      LedgerTransaction(
        id: id, cause: head.0, messageID: head.1, recommendationID: head.2, policyVersion: head.3,
        postings: postings[id] ?? [])
    }
  }
}
