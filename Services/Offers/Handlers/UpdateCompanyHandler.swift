import Messages
import OffersDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Amends a company: name, SIREN, contact and language (O7).
package struct UpdateCompanyHandler: CommandHandler {
  package init() {}

  /// The companies, whose the SIRENs are that they want, and which were amended.
  package struct State: Sendable {
    var companies: [CompanyID: Company]
    var sirens: ASIRENIsOneCompanys
    var amended: Set<CompanyID> = []
    /// Who gets another SIREN, or none.
    var released: Set<CompanyID> = []
  }

  package func load(_ messages: [Incoming<UpdateCompany>], in transaction: Transaction) async throws -> State {
    let companies = try await transaction.query(CompanyStatements.lock(messages.map(\.data.companyId)))
      .map(CompanyStatements.company)
    // Behind the locks, so that it is read as whoever held them left it.
    let holders = try await transaction.query(
      CompanyStatements.holders(of: messages.compactMap(\.data.siren.replacement)))
    return State(
      companies: Dictionary(companies.map { ($0.id, $0) }) { first, _ in first },
      sirens: try ASIRENIsOneCompanys(holders))
  }

  package func decide(
    _ message: Incoming<UpdateCompany>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    let command = message.data
    guard let company = state.companies[command.companyId] else { throw Problem(.companyNotFound) }
    var amended = company.amended(by: command)
    guard amended != company else { return Accepted() }
    if let refusal = state.sirens.give(amended.siren, to: company.id, insteadOf: company.siren) {
      throw Problem(refusal)
    }
    amended.revision += 1
    state.companies[company.id] = amended
    state.amended.insert(company.id)
    if amended.siren != company.siren { state.released.insert(company.id) }
    emission.publish(CompanyUpdated(amended))
    if amended.contactEmail != company.contactEmail { emission.publish(CompanyContactChanged(amended)) }
    return Accepted()
  }

  package func save(_ state: State) -> [Statement] {
    guard !state.amended.isEmpty else { return [] }
    let companies = state.amended.sorted().compactMap { state.companies[$0] }
    return [
      CompanyStatements.releaseSIRENs(of: state.released.sorted()),
      CompanyStatements.update(companies, released: state.released),
    ]
  }
}

extension Company {
  /// The company with what the command replaces.
  fileprivate func amended(by command: UpdateCompany) -> Company {
    var company = self
    company.name = command.name ?? name
    company.siren = command.siren.applied(to: siren)
    company.contactEmail = command.contactEmail.applied(to: contactEmail)
    company.locale = command.locale ?? locale
    return company
  }
}

extension CompanyUpdated {
  /// French is the language of who chose none.
  fileprivate init(_ company: Company) {
    self.init(
      companyId: company.id, revision: company.revision, name: company.name, locale: company.locale ?? .french)
  }
}
