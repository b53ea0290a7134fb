import Vocabulary

/// A transaction of the books with its lines, as the operators' views show it.
package struct LedgerTransactionRecord: Hashable, Sendable, Encodable {
  /// One line.
  package struct Posting: Hashable, Sendable, Encodable {
    /// The entry.
    package let entryId: String
    /// Where it is posted.
    package let account: String
    /// What is counted.
    package let unit: String
    /// How much; debits are positive.
    package let amount: Int

    package init(entryId: String, account: String, unit: String, amount: Int) {
      self.entryId = entryId
      self.account = account
      self.unit = unit
      self.amount = amount
    }
  }

  /// The transaction.
  package let transactionId: String
  /// What caused it, as text.
  package let causeId: String
  /// The message that caused it.
  package let messageId: String
  /// The recommendation that it goes back to.
  package let recommendationId: String?
  /// The policy that set its amounts.
  package let policyVersion: Int
  /// The transaction that it takes back.
  package let reversesTransactionId: String?
  /// When it was posted.
  package let recordedAt: Timestamp
  /// Its lines.
  package var postings: [Posting] = []

  package init(
    transactionId: String, causeId: String, messageId: String, recommendationId: String?, policyVersion: Int,
    reversesTransactionId: String?, recordedAt: Timestamp, postings: [Posting] = []
  ) {
    self.transactionId = transactionId
    self.causeId = causeId
    self.messageId = messageId
    self.recommendationId = recommendationId
    self.policyVersion = policyVersion
    self.reversesTransactionId = reversesTransactionId
    self.recordedAt = recordedAt
    self.postings = postings
  }

  /// The hire that the cause names, where it names one: `hire:<id>:…`.
  package var hireId: String? {
    let words = causeId.split(separator: ":")
    return words.count > 2 && words[0] == "hire" ? String(words[1]) : nil
  }
}
