import Messages
import PolicyVersions
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

extension LedgerUnit: PostgreSQLEncodable, PostgreSQLDecodable {}

/// Statements on what members may see of their accounts (W6).
///
/// Each asks for several members at once: `number` says whose question a row answers. A year is a calendar year in the time
/// zone in force when it is asked for; without one, everything is asked for.
enum MemberAccountStatements {
  /// A question for a member's account.
  struct Question: Hashable, Sendable {
    let memberID: MemberID
    let year: Int?
  }

  /// Those of some members that are known.
  static func selectKnown(_ members: [MemberID]) -> Statement {
    "select member_id from rewards.members where profile_revision > 0 and member_id = any(\(members))"
  }

  /// What members hold now, signed as in the books.
  static func selectBalances(_ members: [MemberID]) -> Statement {
    """
    select
      asked.member_id,
      coalesce(sum(entries.amount) filter (where entries.account like '%:payable'), 0) as payable,
      coalesce(sum(entries.amount) filter (where entries.account like '%:claim'), 0) as claim,
      coalesce(sum(entries.amount) filter (where entries.account like '%:points'), 0) as points
    from unnest(\(members)) as asked (member_id)
    left join rewards.entries on entries.account = any(\(fragment: accounts))
    group by asked.member_id
    """
  }

  /// The lines of the members' accounts, the oldest first.
  static func selectEntries(_ questions: [Question], at now: Timestamp) -> Statement {
    """
    select
      asked.number, ledger_entries.entry_id, ledger_entries.transaction_id, ledger_entries.account, ledger_entries.unit,
      ledger_entries.amount, ledger_entries.cause_id, ledger_entries.recorded_at
    from \(fragment: asked(questions))
    join rewards.ledger_entries on ledger_entries.account = any(\(fragment: accounts))
    where asked.year is null or \(fragment: year(of: "ledger_entries.recorded_at", at: now)) = asked.year
    order by asked.number, ledger_entries.recorded_at, ledger_entries.entry_id
    """
  }

  /// The members' rewards that were not taken back, the oldest first.
  static func selectRewards(_ questions: [Question], at now: Timestamp) -> Statement {
    """
    select
      asked.number, rewards.reward_id, rewards.hire_id, rewards.member_id, rewards.kind, rewards.amount_cents,
      rewards.settled_at is not null as is_settled, rewards.recommendation_id, rewards.option, rewards.charity_id,
      rewards.replaces_id
    from \(fragment: asked(questions))
    join rewards.rewards on rewards.member_id = asked.member_id and rewards.reversed_at is null
    where asked.year is null or \(fragment: year(of: "rewards.granted_at", at: now)) = asked.year
    order by asked.number, rewards.granted_at, rewards.reward_id
    """
  }

  /// What was paid to members in the years that are asked for, by when finance paid it (W6).
  static func selectPaid(_ questions: [Question], at now: Timestamp) -> Statement {
    """
    select asked.number, coalesce(sum(payouts.amount_cents), 0)::bigint
    from \(fragment: asked(questions))
    left join rewards.payouts
      on payouts.beneficiary_id = asked.member_id and payouts.beneficiary_kind = 'member'
      and \(fragment: year(of: "payouts.paid_at", at: now)) = asked.year
    where asked.year is not null
    group by asked.number
    """
  }

  private static func asked(_ questions: [Question]) -> Statement {
    """
    unnest(\(questions.map(\.memberID)), \(questions.map(\.year))) with ordinality as asked (member_id, year, number)
    """
  }

  /// The names of a member's accounts.
  private static let accounts: Statement = """
    array[
      'member:' || asked.member_id || ':payable',
      'member:' || asked.member_id || ':claim',
      'member:' || asked.member_id || ':points'
    ]
    """

  private static let timeZones = TimeZones(in: "rewards")

  private static func timeZone(at now: Timestamp) -> Statement {
    "(select time_zone from \(fragment: timeZones.inForce(at: "\(now)")) as zone)"
  }

  private static func year(of instant: Statement, at now: Timestamp) -> Statement {
    "extract(year from \(fragment: instant) at time zone \(fragment: timeZone(at: now)))::bigint"
  }

  /// Reads what `selectBalances` gave, as the members count it: what is owed to them is positive.
  static func balances(_ rows: ResultSet) throws(PostgreSQLError) -> [MemberID: StatementBalances] {
    var balances: [MemberID: StatementBalances] = [:]
    for (member, payable, claim, points) in try rows.decode((MemberID, Int, Int, Int).self) {
      balances[member] = StatementBalances(
        payableCents: Cents(-payable), claimCents: Cents(claim), points: Points(-points))
    }
    return balances
  }

  /// Reads what `selectEntries` gave: lines by the position of the question.
  static func entries(_ rows: ResultSet) throws(PostgreSQLError) -> [Int: [LedgerEntry]] {
    var entries: [Int: [LedgerEntry]] = [:]
    for row in rows {
      let (number, id, transaction, account, unit, amount, cause, recordedAt) = try row.decode(
        (Int, EntryID, TransactionID, String, LedgerUnit, Int, String, Timestamp).self)
      entries[number - 1, default: []].append(
        LedgerEntry(
          entryId: id, transactionId: transaction, account: account, unit: unit, amount: amount, causeId: cause,
          recordedAt: recordedAt))
    }
    return entries
  }

  /// Reads what `selectPaid` gave: sums by the position of the question.
  static func paid(_ rows: ResultSet) throws(PostgreSQLError) -> [Int: Cents] {
    let sums = try rows.decode((Int, Cents).self).map { ($0.0 - 1, $0.1) }
    return Dictionary(sums) { first, _ in first }
  }

  /// Reads what `selectRewards` gave: rewards by the position of the question.
  ///
  /// Whom a sponsored member recommended is not the sponsor's business (M8): a share does not say it.
  static func rewards(_ rows: ResultSet) throws(PostgreSQLError) -> [Int: [RewardGranted]] {
    var rewards: [Int: [RewardGranted]] = [:]
    for row in rows {
      let (number, id, hire, member, kind, amount, isSettled, recommendation, option, charity, replaces) =
        try row.decode(
          (
            Int, RewardID, HireID, MemberID, RewardKind, Cents, Bool, RecommendationID, RewardOption?, CharityID?,
            RewardID?
          ).self)
      rewards[number - 1, default: []].append(
        RewardGranted(
          rewardId: id, hireId: hire, memberId: member, kind: kind, amountCents: amount,
          state: isSettled ? .settled : .held, recommendationId: kind == .sponsorship ? nil : recommendation,
          option: option, charityId: charity, replaces: replaces))
    }
    return rewards
  }
}

extension RewardKind: PostgreSQLEncodable, PostgreSQLDecodable {}
