import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Statements on claims that were set off against what is owed for the same again.
enum SetOffStatements {
  /// Those in force of some rewards, and those in force on claims of some origins or of the origins of those bonuses.
  ///
  /// Read after the lock on the origins, which everybody takes who changes one of these.
  static func select(of rewards: [RewardID], and origins: [RewardOriginID]) -> Statement {
    """
    select transaction_id, payout_id, reward_id, amount_cents, written_off_cents
    from rewards.set_offs
    where reversed_at is null
      and (
        reward_id = any(\(rewards))
        or payout_id = any(array(
          select payout_id
          from rewards.payouts
          where origin_id = any(array(\(fragment: OriginStatements.wanted(origins, rewards))))
            and paid_at is not null and cancelled_at is not null
        ))
      )
    """
  }

  /// Reads what `select` gave.
  static func setOffs(_ rows: ResultSet) throws(PostgreSQLError) -> [SetOff] {
    try rows.decode((TransactionID, PayoutID, RewardID, Cents, Cents).self).map {
      SetOff(transactionID: $0.0, payoutID: $0.1, rewardID: $0.2, amount: $0.3, writtenOff: $0.4)
    }
  }

  /// Adds set-offs; their transactions, payouts and rewards are there already.
  static func insert(_ setOffs: [SetOff]) -> Statement {
    """
    insert into rewards.set_offs (
      transaction_id, payout_id, reward_id, amount_cents, written_off_cents, reversed_at
    )
    select *
    from unnest(
      \(setOffs.map(\.transactionID)),
      \(setOffs.map(\.payoutID)),
      \(setOffs.map(\.rewardID)),
      \(setOffs.map(\.amount)),
      \(setOffs.map(\.writtenOff)),
      \(setOffs.map(\.reversedAt))
    )
    """
  }

  /// Writes set-offs that were reversed.
  static func update(_ setOffs: [SetOff]) -> Statement {
    """
    update rewards.set_offs
    set reversed_at = changed.reversed_at
    from unnest(
      \(setOffs.map(\.transactionID)), \(setOffs.map(\.reversedAt))
    ) as changed (transaction_id, reversed_at)
    where set_offs.transaction_id = changed.transaction_id
    """
  }
}
