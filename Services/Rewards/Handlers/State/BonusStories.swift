import FoundationEssentials
import MessageHandling
import Messages
import PostgreSQLClient
import RewardsDomain
import Vocabulary

/// All that became of some rewards, as it is asked for: a question picks what it is about.
struct BonusStories: Sendable {
  private var hires: [ExplainedHire] = []
  private var rewards: [ExplainedReward] = []
  private var payouts: [ExplainedPayout] = []
  private var claims: [ExplainedClaim] = []
  private var setOffs: [ExplainedSetOff] = []
  private var transactions: [ExplainedTransaction] = []
  /// What the books name each reward's transactions by.
  private var ids: [RewardID: Set<TransactionID>] = [:]
  private var causes: [RewardID: Set<String>] = [:]

  init() {}

  /// What is asked of some hires and rewards, before the books.
  static func statements(about hires: [HireID], _ rewards: [RewardID]) -> [Statement] {
    [
      ExplanationStatements.selectHires(hires, or: rewards), ExplanationStatements.select(rewards),
      ExplanationStatements.selectParts(of: rewards), ExplanationStatements.selectPayouts(of: rewards),
      ExplanationStatements.selectClaims(of: rewards), ExplanationStatements.selectSetOffs(of: rewards),
    ]
  }

  /// Reads all of some hires and rewards: what they name first, then the books about it.
  static func load(_ hires: [HireID], _ rewards: [RewardID], in transaction: Transaction) async throws -> BonusStories {
    let results = try await transaction.query(statements(about: hires, rewards))
    var stories = BonusStories()
    stories.hires = try results[0].map(ExplainedHire.init)
    try stories.readRewards(results[1], parts: results[2])
    try stories.readPayouts(results[3])
    try stories.readClaims(results[4])
    try stories.readSetOffs(results[5])
    let books = try await transaction.query(
      ExplanationStatements.selectTransactions(
        stories.ids.values.flatMap { $0 }, causedBy: stories.causes.values.flatMap { $0 }.map(CauseID.init)))
    try stories.readTransactions(books)
    return stories
  }

  /// The answer about a hire and some rewards.
  func explanation(of hire: HireID, _ wanted: Set<RewardID>) -> ExplainBonus.Result {
    let named = wanted.reduce(into: Set<TransactionID>()) { $0.formUnion(ids[$1] ?? []) }
    let caused = wanted.reduce(into: Set<String>()) { $0.formUnion(causes[$1] ?? []) }
    let found = Set(
      transactions.filter { named.contains($0.transactionId) || caused.contains($0.causeId) }.map(\.transactionId))
    let rewards = rewards.filter { wanted.contains($0.rewardId) }
    let hires = Set(rewards.map(\.hireId) + [hire])
    return ExplainBonus.Result(
      hireId: hire, hires: self.hires.filter { hires.contains($0.hireId) }, rewards: rewards,
      payouts: payouts.filter { wanted.contains($0.rewardId) },
      claims: claims.filter { $0.rewardId.map(wanted.contains) ?? false },
      setOffs: setOffs.filter { wanted.contains($0.rewardId) },
      transactions: transactions.filter {
        found.contains($0.transactionId) || ($0.reverses.map(found.contains) ?? false)
      })
  }

  // MARK: Reading

  private mutating func readRewards(_ rows: ResultSet, parts: ResultSet) throws {
    var partsOf: [RewardID: [ExplainedPart]] = [:]
    for row in parts {
      let (reward, kind, beneficiary, day, cents, setOff, state, payout) = try row.decode(
        (RewardID, BeneficiaryKind, UUID, CalendarDay, Cents, Cents, InstalmentState, PayoutID?).self)
      partsOf[reward, default: []].append(
        ExplainedPart(
          beneficiary: Beneficiary(kind, beneficiary), dueOn: day, amountCents: cents, setOffCents: setOff,
          state: state, payoutId: payout))
    }
    for row in rows {
      var reward = try ExplainedReward(row)
      reward.parts = partsOf[reward.rewardId] ?? []
      rewards.append(reward)
      if let id = reward.transactionId { ids[reward.rewardId, default: []].insert(id) }
      let cause = try row["cause_id", as: CauseID.self]
      for cause in [cause.setOffCredits, cause.usedCredits, cause.pointsBesideBonus] {
        if let cause { causes[reward.rewardId, default: []].insert(cause.rawValue) }
      }
    }
  }

  private mutating func readPayouts(_ rows: ResultSet) throws {
    for row in rows {
      let payout = try ExplainedPayout(row)
      payouts.append(payout)
      causes[payout.rewardId, default: []].insert(CauseID.payment(payout.payoutId).rawValue)
    }
  }

  private mutating func readClaims(_ rows: ResultSet) throws {
    for row in rows {
      let claim = try ExplainedClaim(row)
      claims.append(claim)
      guard let reward = claim.rewardId else { continue }
      ids[reward, default: []].insert(claim.claimId)
      for number in 0..<(try row["settlements", as: Int.self]) {
        causes[reward, default: []].insert(CauseID.settlement(of: claim.claimId, number + 1).rawValue)
      }
    }
  }

  private mutating func readSetOffs(_ rows: ResultSet) throws {
    for row in rows {
      let (id, payout, reward, cents, writtenOff, reversedAt) = try row.decode(
        (TransactionID, PayoutID, RewardID, Cents, Cents, Timestamp?).self)
      setOffs.append(
        ExplainedSetOff(
          payoutId: payout, rewardId: reward, amountCents: cents, writtenOffCents: writtenOff, reversedAt: reversedAt))
      ids[reward, default: []].insert(id)
    }
  }

  private mutating func readTransactions(_ rows: ResultSet) throws {
    for row in rows {
      let (id, cause, message, recommendation, version, reverses, actor, recordedAt, account, unit, amount) =
        try row.decode(
          (
            TransactionID, String, MessageID, RecommendationID?, Int, TransactionID?, String?, Timestamp, String,
            LedgerUnit, Int
          ).self)
      if transactions.last?.transactionId != id {
        transactions.append(
          ExplainedTransaction(
            transactionId: id, causeId: cause, messageId: message, recommendationId: recommendation,
            policyVersion: version, reverses: reverses, actor: actor, recordedAt: recordedAt))
      }
      transactions[transactions.count - 1].entries.append(SettlementLine(account: account, unit: unit, amount: amount))
    }
  }
}
