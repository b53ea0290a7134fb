import ConsoleDomain
import Messages
import Vocabulary

/// What a second person confirms: only what they might have asked for themselves.
///
/// One form confirms every decision of a service, and its key says nothing of what the decision is.
enum Confirmation {
  /// Whether the roles permit to confirm the decision that a form names; true for forms that confirm none.
  ///
  /// Asks the service what waits; throws `DeskFailure`. What does not wait there is refused by the service.
  static func isPermitted(_ form: ActionForm, _ visit: Visit, _ fields: [String: String]) async throws -> Bool {
    guard form.type.name == "confirm-decision" else { return true }
    let text = (fields["decisionId"] ?? "").trimmingCharacters
    // What is missing is told as in any form. What is there is read as the service will read it.
    if text.isEmpty { return true }
    guard let id = DecisionID(text) else { return false }
    let command: String?
    switch form.type.service {
    case TrailOf.Recommendations.service:
      command = try await self.command(TrailOf.Recommendations.self, visit, id)
    case TrailOf.Rewards.service: command = try await self.command(TrailOf.Rewards.self, visit, id)
    default: return false
    }
    return command.map(visit.mayConfirm) ?? true
  }

  private static func command<Owner: TrailOwner>(
    _ owner: Owner.Type, _ visit: Visit, _ id: DecisionID
  ) async throws -> String? {
    var token: String?
    repeat {
      let page = try await visit.ask(ListDecisions<Owner>(state: .waiting, pageSize: 200, pageToken: token))
      if let decision = page.decisions.first(where: { $0.decisionId == id }) { return decision.command }
      token = page.nextPageToken
    } while token != nil
    return nil
  }
}
