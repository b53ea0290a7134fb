import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// A registered company may be given listing credits (W3).
package struct CompanyRegisteredHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<CompanyRegistered>], in transaction: Transaction
  ) async throws -> Set<CompanyID> {
    []
  }

  package func decide(
    _ message: Incoming<CompanyRegistered>, on state: inout Set<CompanyID>, emitting emission: inout Emission
  ) throws(Problem) {
    state.insert(message.data.companyId)
  }

  package func save(_ state: Set<CompanyID>) -> [Statement] {
    state.isEmpty ? [] : [PartyStatements.insertCompanies(state.sorted())]
  }
}
