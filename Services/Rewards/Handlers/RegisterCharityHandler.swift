import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Puts a charity on the list; a designated one takes over, and gets the own-company bonuses that waited for one (W4).
package struct RegisterCharityHandler: CommandHandler {
  /// What is registered, and what waits.
  package struct State: Sendable {
    fileprivate let now: Timestamp
    fileprivate var taken: Set<CharityID>
    fileprivate var added: [(id: CharityID, name: String)] = []
    fileprivate var designated: CharityID?
    fileprivate var rewards: RewardBook
    fileprivate let waiting: [RewardID]
  }

  package init() {}

  package func load(_ messages: [Incoming<RegisterCharity>], in transaction: Transaction) async throws -> State {
    let wanted = messages.compactMap(\.data.charityId)
    let designates = messages.contains { $0.data.designated == true }
    var statements = [PartyStatements.selectCharities(wanted)]
    if designates {
      // Hires hold the designation too: those handled at the same time see the new one, or are seen here.
      statements += [PartyStatements.lockDesignation, RewardStatements.selectWaitingForDesignation]
    }
    let results = try await transaction.query(statements)
    let waiting = designates ? try results[2].decode(RewardID.self).sorted() : []
    let now = messages[0].receivedAt
    return State(
      now: now, taken: Set(try results[0].decode(CharityID.self)),
      rewards: try await RewardBook.load(RewardBook.Scope(rewards: Set(waiting)), at: now, in: transaction),
      waiting: waiting)
  }

  package func decide(
    _ message: Incoming<RegisterCharity>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> RegisterCharity.Result {
    let id = message.data.charityId ?? .derived(from: message.id.description, at: message.receivedAt)
    guard state.taken.insert(id).inserted else { throw Problem(.idAlreadyUsed) }
    state.added.append((id, message.data.name))
    if message.data.designated == true {
      state.designated = id
      state.rewards.parties.designated = id
      for reward in state.waiting {
        state.rewards.reconsider(reward, for: MemberProfile(), because: message.id, emitting: &emission)
      }
    }
    return RegisterCharity.Result(charityId: id)
  }

  package func save(_ state: State) -> [Statement] {
    guard !state.added.isEmpty else { return [] }
    var statements = [PartyStatements.insertCharities(state.added, at: state.now)]
    if let designated = state.designated { statements.append(PartyStatements.designate(designated)) }
    return statements + state.rewards.statements
  }
}
