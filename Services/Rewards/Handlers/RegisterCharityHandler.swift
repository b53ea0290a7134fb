import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Puts a charity on the list; a designated one takes over, and gets the own-company bonuses that waited for one (W4, W10).
package struct RegisterCharityHandler: CommandHandler {
  package init() {}

  package func load(_ messages: [Incoming<RegisterCharity>], in transaction: Transaction) async throws -> CharityBook {
    try await CharityBook.load(
      messages.compactMap(\.data.charityId), mayDesignate: messages.contains { $0.data.designated == true },
      at: messages[0].receivedAt, in: transaction)
  }

  package func decide(
    _ message: Incoming<RegisterCharity>, on state: inout CharityBook, emitting emission: inout Emission
  ) throws(Problem) -> RegisterCharity.Result {
    let registered = message.data
    let id = registered.charityId ?? .derived(from: message.id.description, at: message.receivedAt)
    guard state[id] == nil else { throw Problem(.idAlreadyUsed) }
    let charity = Charity(
      id: id, name: registered.name, contactEmail: registered.contactEmail, locale: registered.locale ?? .french)
    // False takes the designation from nobody: the charity is new.
    try state.write(
      charity, designated: registered.designated == true ? true : nil, because: message.id, emitting: &emission)
    return RegisterCharity.Result(charityId: id)
  }

  package func save(_ state: CharityBook) -> [Statement] { state.statements }
}
