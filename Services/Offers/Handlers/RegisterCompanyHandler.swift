import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Registers a company that posts offers (O1).
package struct RegisterCompanyHandler: CommandHandler {
  package init() {}

  /// The ids that are taken, and the companies registered.
  package struct State: Sendable {
    var takenIDs: Set<CompanyID>
    var registered: [CompanyStatements.Company] = []
  }

  package func load(_ messages: [Incoming<RegisterCompany>], in transaction: Transaction) async throws -> State {
    let taken = try await transaction.query(CompanyStatements.known(messages.compactMap(\.data.companyId)))
    return State(takenIDs: Set(try taken.decode(CompanyID.self)))
  }

  package func decide(
    _ message: Incoming<RegisterCompany>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> RegisterCompany.Result {
    let command = message.data
    let id = command.companyId ?? .make()
    guard state.takenIDs.insert(id).inserted else { throw Problem(.idAlreadyUsed) }
    state.registered.append(
      CompanyStatements.Company(
        id: id, name: command.name, siren: command.siren, contactEmail: command.contactEmail, locale: command.locale,
        registeredAt: emission.now))
    emission.publish(CompanyRegistered(companyId: id, name: command.name, locale: command.locale))
    if let address = command.contactEmail {
      emission.publish(CompanyContactChanged(companyId: id, contactEmail: address))
    }
    return RegisterCompany.Result(companyId: id)
  }

  package func save(_ state: State) -> [Statement] {
    state.registered.isEmpty ? [] : [CompanyStatements.insert(state.registered)]
  }
}
