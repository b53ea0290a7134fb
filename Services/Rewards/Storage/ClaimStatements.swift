import FoundationEssentials
import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

extension AccountHolderKind: PostgreSQLEncodable, PostgreSQLDecodable {}

/// Statements on what became of claims (W6).
enum ClaimStatements {
  /// What `account` reads.
  static let columns: Statement = """
    claim_id, holder_kind, holder_id, unit, amount, opened_at, reward_id, origin_id, payout_id, recommendation_id,
    policy_version, repaid, written_off, written_off_set_off, set_off, settlements
    """

  /// Locks claims that staff settle, in the order of their ids.
  static func lock(_ claims: [TransactionID]) -> Statement {
    """
    select \(fragment: columns)
    from rewards.claims
    where claim_id = any(\(claims))
    order by claim_id
    for update
    """
  }

  /// Locks what may be set off, in the same order: claims on payouts of some origins, or of those of some bonuses, and what
  /// companies owe of listing credits, these or those that got some of the rewards.
  static func lock(
    of origins: [RewardOriginID], and rewards: [RewardID], or companies: [CompanyID]
  ) -> Statement {
    """
    select \(fragment: columns)
    from rewards.claims
    where claim_id = any(array(
      select claim_id
      from rewards.claims
      where payout_id = any(array(
        select payout_id
        from rewards.payouts
        where origin_id = any(array(\(fragment: OriginStatements.wanted(origins, rewards))))
          and paid_at is not null and cancelled_at is not null
      ))
      union all
      select claim_id
      from rewards.claims
      where unit = 'listing-credits' and (remaining > 0 or written_off > written_off_set_off)
        and holder_id = any(array(\(fragment: PartyStatements.wanted(companies, rewards))))
    ))
    order by claim_id
    for update
    """
  }

  /// Which claims some names of before are of: that of a cause has another id where books are rebuilt from messages.
  static func selectFormer(_ names: [TransactionID]) -> Statement {
    """
    select former_claims.claim_id, transactions.transaction_id
    from rewards.former_claims
    join rewards.transactions using (cause_id)
    where former_claims.claim_id = any(\(names))
    """
  }

  /// The companies whose listing credits some claims are of.
  static func selectCompanies(_ claims: [TransactionID]) -> Statement {
    """
    select holder_id
    from rewards.claims
    where claim_id = any(\(claims)) and unit = 'listing-credits' and holder_kind = 'company'
    """
  }

  /// Reads a row of `columns`.
  static func account(_ row: Row) throws(PostgreSQLError) -> ClaimAccount {
    let (
      id, kind, holder, unit, amount, openedAt, reward, origin, payout, recommendation, version, repaid, writtenOff,
      writtenOffSetOff, setOff, settlements
    ) =
      try row.decode(
        (
          TransactionID, AccountHolderKind, UUID, UnitOfAccount, Int, Timestamp, RewardID?, RewardOriginID?, PayoutID?,
          RecommendationID?, Int, Int, Int, Int, Int, Int
        ).self)
    var account = ClaimAccount(
      id: id, holder: Holder(kind, holder), unit: unit, amount: amount, openedAt: openedAt, rewardID: reward,
      originID: origin, payoutID: payout, recommendationID: recommendation, policyVersion: version)
    account.repaid = repaid
    account.writtenOff = writtenOff
    account.writtenOffSetOff = writtenOffSetOff
    account.setOff = setOff
    account.settlements = settlements
    return account
  }

  /// Adds claims; their transactions are there already.
  static func insert(_ claims: [ClaimAccount]) -> Statement {
    """
    insert into rewards.claims (\(fragment: columns))
    select *
    from unnest(
      \(claims.map(\.id)),
      \(claims.map(\.holder.kind)),
      \(claims.map(\.holder.id)),
      \(claims.map(\.unit)),
      \(claims.map(\.amount)),
      \(claims.map(\.openedAt)),
      \(claims.map(\.rewardID)),
      \(claims.map(\.originID)),
      \(claims.map(\.payoutID)),
      \(claims.map(\.recommendationID)),
      \(claims.map(\.policyVersion)),
      \(claims.map(\.repaid)),
      \(claims.map(\.writtenOff)),
      \(claims.map(\.writtenOffSetOff)),
      \(claims.map(\.setOff)),
      \(claims.map(\.settlements))
    )
    """
  }

  /// Writes claims of which something was settled or set off.
  static func update(_ claims: [ClaimAccount]) -> Statement {
    """
    update rewards.claims
    set
      repaid = changed.repaid,
      written_off = changed.written_off,
      written_off_set_off = changed.written_off_set_off,
      set_off = changed.set_off,
      settlements = changed.settlements
    from unnest(
      \(claims.map(\.id)),
      \(claims.map(\.repaid)),
      \(claims.map(\.writtenOff)),
      \(claims.map(\.writtenOffSetOff)),
      \(claims.map(\.setOff)),
      \(claims.map(\.settlements))
    ) as changed (claim_id, repaid, written_off, written_off_set_off, set_off, settlements)
    where claims.claim_id = changed.claim_id
    """
  }
}
