import RewardsBooks

extension LedgerLineage {
  /// The lineage as a tree, from the entry down to the hires and the webhooks that told of them.
  package var tree: TextTree {
    let root = tree(of: transaction, named: "transaction")
    guard let entry = transaction.postings.first(where: { $0.entryId == entryId }) else { return root }
    return TextTree("entry \(entry.entryId): \(Self.text(entry))", [root])
  }

  private func tree(of record: LedgerTransactionRecord, named name: String) -> TextTree {
    TextTree(
      "\(name) \(record.transactionId), recorded at \(record.recordedAt)",
      [
        TextTree("cause \(record.causeId)"),
        message(record.messageId),
        TextTree("policy version \(record.policyVersion)"),
        TextTree("postings", record.postings.map(posting)),
      ]
        + [
          original.map { taken($0, "reverses") }, reversal.map { taken($0, "reversed by") },
          record.recommendationId.map(recommendation),
        ].compactMap(\.self))
  }

  /// The other side of a reversal, with the lines that mirror each other.
  private func taken(_ record: LedgerTransactionRecord, _ name: String) -> TextTree {
    TextTree(
      "\(name) \(record.transactionId), recorded at \(record.recordedAt)",
      [
        TextTree("cause \(record.causeId)"), message(record.messageId),
        TextTree("postings", record.postings.map(posting)),
      ])
  }

  private func recommendation(_ id: String) -> TextTree {
    let hires = hires.map { hire in
      TextTree("hire \(hire.hireId)", hire.messageIds.map(message))
    }
    let related = others.filter { $0.recommendationId == id }.map { record in
      TextTree("transaction \(record.transactionId): \(record.causeId)")
    }
    return TextTree(
      "recommendation \(id)", hires + (related.isEmpty ? [] : [TextTree("its other transactions", related)]))
  }

  private func message(_ id: String) -> TextTree { LedgerMessage.tree(id, messages[id], webhooks) }

  private func posting(_ posting: LedgerTransactionRecord.Posting) -> TextTree {
    TextTree(Self.text(posting) + (posting.entryId == entryId ? "  <- this entry" : ""))
  }

  private static func text(_ posting: LedgerTransactionRecord.Posting) -> String {
    "\(posting.account)  \(posting.amount > 0 ? "debit" : "credit") \(posting.amount.magnitude) \(posting.unit)"
  }
}
