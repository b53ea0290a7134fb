public import Vocabulary

/// A transaction of the books with its lines, which sum to zero in each unit (W5).
public struct ExplainedTransaction: Codable, Hashable, Sendable {
  /// The transaction.
  public var transactionId: TransactionID
  /// What caused it, as text.
  public var causeId: String
  /// The message that caused it.
  public var messageId: MessageID
  /// The recommendation that it goes back to.
  public var recommendationId: RecommendationID?
  /// The version of the policy that set its amounts.
  public var policyVersion: Int
  /// The transaction that it takes back.
  public var reverses: TransactionID?
  /// Who decided by hand what it follows from (A2).
  public var actor: String?
  /// When it was recorded.
  public var recordedAt: Timestamp
  /// Its lines.
  public var entries: [SettlementLine]

  public init(
    transactionId: TransactionID, causeId: String, messageId: MessageID, recommendationId: RecommendationID? = nil,
    policyVersion: Int, reverses: TransactionID? = nil, actor: String? = nil, recordedAt: Timestamp,
    entries: [SettlementLine] = []
  ) {
    self.transactionId = transactionId
    self.causeId = causeId
    self.messageId = messageId
    self.recommendationId = recommendationId
    self.policyVersion = policyVersion
    self.reverses = reverses
    self.actor = actor
    self.recordedAt = recordedAt
    self.entries = entries
  }
}
