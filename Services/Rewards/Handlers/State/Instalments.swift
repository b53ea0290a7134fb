import PostgreSQLClient
import RewardsDomain
import Vocabulary

/// The parts of what rewards pay that a batch plans, asks for and takes back (W9).
struct Instalments: Sendable {
  private var parts: [RewardID: [Instalment]] = [:]
  private var added: Set<RewardID> = []
  private var changed: Set<RewardID> = []

  /// Those of before.
  init(_ parts: [Instalment]) {
    self.parts = Dictionary(grouping: parts, by: \.rewardID)
  }

  /// The parts of a reward, the earliest first.
  subscript(reward: RewardID) -> [Instalment] {
    parts[reward, default: []].sorted { ($0.dueOn, $0.position) < ($1.dueOn, $1.position) }
  }

  /// Plans the parts of a reward that is settled now.
  mutating func add(_ instalments: [Instalment], of reward: RewardID) {
    parts[reward] = instalments
    added.insert(reward)
  }

  /// Writes a part as it is now.
  mutating func update(_ instalment: Instalment) {
    guard let index = parts[instalment.rewardID]?.firstIndex(where: { $0.position == instalment.position }) else {
      return
    }
    parts[instalment.rewardID]?[index] = instalment
    changed.insert(instalment.rewardID)
  }

  /// The part that an instruction pays, or that its successor is to pay.
  func part(of payout: Payout) -> Instalment? {
    parts[payout.rewardID]?.first { $0.holder == payout.holder && $0.part == payout.part }
  }

  /// Ends what is planned of a reward that was taken back.
  mutating func cancel(_ reward: RewardID, at now: Timestamp) {
    for index in parts[reward, default: []].indices { parts[reward]?[index].cancelledAt = now }
    if parts[reward] != nil { changed.insert(reward) }
  }

  /// What makes it true, after the rewards and the instructions that it refers to.
  var statements: [Statement] {
    let new = added.sorted().flatMap { self[$0] }
    let old = changed.subtracting(added).sorted().flatMap { self[$0] }
    var statements: [Statement] = []
    if !new.isEmpty { statements.append(InstalmentStatements.insert(new)) }
    if !old.isEmpty { statements.append(InstalmentStatements.update(old)) }
    return statements
  }
}
