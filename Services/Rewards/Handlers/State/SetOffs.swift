import PostgreSQLClient
import RewardsDomain
import Vocabulary

/// The set-offs that a batch makes and takes back.
struct SetOffs: Sendable {
  private var setOffs: [TransactionID: SetOff] = [:]
  private var ofReward: [RewardID: [TransactionID]] = [:]
  private var ofPayout: [PayoutID: [TransactionID]] = [:]
  private var added: [TransactionID] = []
  private var changed: Set<TransactionID> = []

  /// Those of before that are in force.
  init(_ setOffs: [SetOff]) {
    for setOff in setOffs { note(setOff) }
  }

  private mutating func note(_ setOff: SetOff) {
    setOffs[setOff.transactionID] = setOff
    ofReward[setOff.rewardID, default: []].append(setOff.transactionID)
    ofPayout[setOff.payoutID, default: []].append(setOff.transactionID)
  }

  /// How much of what had been written off stands for what is owed now.
  func writtenOff(of payout: PayoutID) -> Cents {
    ofPayout[payout, default: []].compactMap { setOffs[$0] }
      .reduce(0) { $1.reversedAt == nil ? $0 + $1.writtenOff : $0 }
  }

  /// How much of what was paid stands for what is owed now.
  func amount(of payout: PayoutID) -> Cents {
    ofPayout[payout, default: []].compactMap { setOffs[$0] }
      .reduce(0) { $1.reversedAt == nil ? $0 + $1.amount : $0 }
  }

  /// Adds one.
  mutating func add(_ setOff: SetOff) {
    note(setOff)
    added.append(setOff.transactionID)
  }

  /// Takes those of a reward back; those that were in force.
  mutating func takeBack(of reward: RewardID, at now: Timestamp) -> [SetOff] {
    let inForce = ofReward[reward, default: []].compactMap { setOffs[$0] }.filter { $0.reversedAt == nil }
    for setOff in inForce {
      setOffs[setOff.transactionID]?.reversedAt = now
      changed.insert(setOff.transactionID)
    }
    return inForce.sorted { $0.payoutID < $1.payoutID }
  }

  /// What makes it true.
  var statements: [Statement] {
    let updated = changed.subtracting(added).sorted().compactMap { setOffs[$0] }
    var statements: [Statement] = []
    if !added.isEmpty { statements.append(SetOffStatements.insert(added.compactMap { setOffs[$0] })) }
    if !updated.isEmpty { statements.append(SetOffStatements.update(updated)) }
    return statements
  }
}
