package import Vocabulary

extension LedgerTransaction {
  /// The transaction that takes this one back: the same lines on the other sides, under the same policy (W8).
  package func reversal(becauseOf message: MessageID, as id: TransactionID = .make()) -> LedgerTransaction? {
    LedgerTransaction(
      id: id,
      cause: cause.reversal,
      messageID: message,
      recommendationID: recommendationID,
      policyVersion: policyVersion,
      reverses: self.id,
      postings: postings.map(\.mirrored)
    )
  }
}
