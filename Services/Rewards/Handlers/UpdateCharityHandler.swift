import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Amends a charity, retires it or takes it back, designates it or not (W10).
///
/// One that is retired gets nothing new, and what it is owed.
package struct UpdateCharityHandler: CommandHandler {
  package init() {}

  package func load(_ messages: [Incoming<UpdateCharity>], in transaction: Transaction) async throws -> CharityBook {
    try await CharityBook.load(
      messages.map(\.data.charityId),
      mayDesignate: messages.contains { $0.data.designated != nil || $0.data.active == false },
      at: messages[0].receivedAt, in: transaction)
  }

  package func decide(
    _ message: Incoming<UpdateCharity>, on state: inout CharityBook, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    let amended = message.data
    guard var charity = state[amended.charityId] else { throw Problem(.charityNotFound) }
    if let name = amended.name { charity.name = name }
    charity.contactEmail = amended.contactEmail.applied(to: charity.contactEmail)
    if let locale = amended.locale { charity.locale = locale }
    if let isActive = amended.active { charity.isActive = isActive }
    try state.write(charity, designated: amended.designated, because: message.id, emitting: &emission)
    return Accepted()
  }

  package func save(_ state: CharityBook) -> [Statement] { state.statements }
}
