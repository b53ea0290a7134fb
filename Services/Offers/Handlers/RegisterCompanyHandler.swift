import Messages
import OffersDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Registers a company that posts offers (O1); its SIREN is no other's (O7).
package struct RegisterCompanyHandler: CommandHandler {
  package init() {}

  /// The ids that are taken, whose the SIRENs are, and the companies registered.
  package struct State: Sendable {
    var takenIDs: Set<CompanyID>
    var sirens: ASIRENIsOneCompanys
    var registered: [Company] = []
    var registeredAt = Timestamp(microseconds: 0)
  }

  package func load(_ messages: [Incoming<RegisterCompany>], in transaction: Transaction) async throws -> State {
    let results = try await transaction.query([
      CompanyStatements.known(messages.compactMap(\.data.companyId)),
      CompanyStatements.holders(of: messages.compactMap(\.data.siren)),
    ])
    return State(
      takenIDs: Set(try results[0].decode(CompanyID.self)), sirens: try ASIRENIsOneCompanys(results[1]))
  }

  package func decide(
    _ message: Incoming<RegisterCompany>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> RegisterCompany.Result {
    let command = message.data
    let id = command.companyId ?? .make()
    guard !state.takenIDs.contains(id) else { throw Problem(.idAlreadyUsed) }
    if let refusal = state.sirens.give(command.siren, to: id) { throw Problem(refusal) }
    state.takenIDs.insert(id)
    let company = Company(
      id: id, name: command.name, siren: command.siren, contactEmail: command.contactEmail, locale: command.locale)
    state.registered.append(company)
    state.registeredAt = emission.now
    emission.publish(
      CompanyRegistered(companyId: id, name: company.name, locale: company.locale, revision: company.revision))
    if company.contactEmail != nil { emission.publish(CompanyContactChanged(company)) }
    return RegisterCompany.Result(companyId: id)
  }

  package func save(_ state: State) -> [Statement] {
    state.registered.isEmpty ? [] : [CompanyStatements.insert(state.registered, at: state.registeredAt)]
  }
}
