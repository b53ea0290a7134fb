extension LedgerLineage: Encodable {
  private enum CodingKeys: String, CodingKey {
    case entryId, transaction, reverses, reversedBy, recommendation, messages, webhooks
  }

  private struct Recommendation: Encodable {
    let recommendationId: String
    let hires: [Hire]
    let transactions: [LedgerTransactionRecord]
  }

  /// Writes `entryId`, `transaction`, `reverses`, `reversedBy` and `recommendation`, each where there is one, and the
  /// `messages` that all of these name; `webhooks` where some of these were made from any.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(entryId, forKey: .entryId)
    try container.encode(transaction, forKey: .transaction)
    try container.encodeIfPresent(original, forKey: .reverses)
    try container.encodeIfPresent(reversal, forKey: .reversedBy)
    let recommendation = transaction.recommendationId.map { id in
      Recommendation(recommendationId: id, hires: hires, transactions: others.filter { $0.recommendationId == id })
    }
    try container.encodeIfPresent(recommendation, forKey: .recommendation)
    let named = Set(([transaction] + others).map(\.messageId)).sorted()
    try container.encode(named.compactMap { messages[$0] }, forKey: .messages)
    if !webhooks.isEmpty {
      try container.encode(webhooks.values.sorted { $0.messageId < $1.messageId }, forKey: .webhooks)
    }
  }
}
