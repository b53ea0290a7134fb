package import Vocabulary

/// A balanced set of postings with one cause (W5).
package struct LedgerTransaction: Hashable, Sendable {
  /// The transaction's identity.
  package let id: TransactionID
  /// What caused it; one to one with the identity.
  package let cause: CauseID
  /// The message that caused it.
  package let messageID: MessageID
  /// The recommendation that it goes back to, where it goes back to one.
  package let recommendationID: RecommendationID?
  /// The version of the policy that set its amounts.
  package let policyVersion: Int
  /// Who decided by hand what it follows from (A2).
  package var actor: String?
  /// The transaction that it takes back.
  package let reverses: TransactionID?
  /// Its lines; they sum to zero in each unit.
  package let postings: [Posting]

  /// A transaction; nil when there is nothing to post, since lines of zero are left out.
  package init?(
    id: TransactionID = .make(),
    cause: CauseID,
    messageID: MessageID,
    recommendationID: RecommendationID?,
    policyVersion: Int,
    reverses: TransactionID? = nil,
    postings: [Posting]
  ) {
    let postings = postings.filter { $0.amount != 0 }
    guard !postings.isEmpty else { return nil }
    for unit in UnitOfAccount.allCases {
      let sum = postings.reduce(Int128(0)) { $1.unit == unit ? $0 + Int128($1.amount) : $0 }
      precondition(sum == 0, "a ledger transaction balances in each unit")
    }
    self.id = id
    self.cause = cause
    self.messageID = messageID
    self.recommendationID = recommendationID
    self.policyVersion = policyVersion
    self.reverses = reverses
    self.postings = postings
  }
}
