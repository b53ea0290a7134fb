import ConsoleDomain
import FoundationEssentials
import Messages
import Vocabulary

/// Where a hire's story began, asked of other services: who reported it, by which webhook, and what was recommended.
///
/// What cannot be had, since a service is away or of another version, is left out: the money is told all the same.
struct BonusReport: Sendable {
  var sourceSystem: String?
  var applicationId: String?
  var offerId: String?
  var heardAt: Timestamp?
  var recommendation: GetRecommendation.Result?
  var deliveries: [ListedDelivery] = []
  /// The people of the story: the member and the sponsor.
  var members = ShownMembers(names: [:])

  /// Asks for what is known of a hire, at once as far as nothing waits for anything else.
  static func of(_ told: ExplainBonus.Result, _ visit: Visit) async -> BonusReport {
    let hire = told.hires.first { $0.hireId == told.hireId }
    async let recommendation = recommendation(hire?.recommendationId, visit)
    async let members = ShownMembers(visit, told.rewards.map(\.memberId))
    var report = await reported(told.hireId, by: hire?.memberId, visit)
    if let application = report.applicationId { report.deliveries = await deliveries(application, visit) }
    report.recommendation = await recommendation
    report.members = await members
    return report
  }

  private static func recommendation(_ id: RecommendationID?, _ visit: Visit) async -> GetRecommendation.Result? {
    guard let id else { return nil }
    return try? await visit.ask(GetRecommendation(recommendationId: id))
  }

  /// The report: by the question for one hire, else among the latest hires of the member.
  private static func reported(_ hire: HireID, by member: MemberID?, _ visit: Visit) async -> BonusReport {
    let question = MessageType(service: "recommendations", name: "get-hire")
    if let found = try? await visit.console.desk.send(
      question, ["hireId": .string(hire.description)], id: .make(), actor: visit.session.subject)
    {
      func text(_ key: String) -> String? { if case .string(let text) = found[key] { text } else { nil } }
      return BonusReport(
        sourceSystem: text("sourceSystem"), applicationId: text("applicationId"), offerId: text("offerId"),
        heardAt: text("heardAt").flatMap { Timestamp($0) })
    }
    guard let member, let page = try? await visit.ask(ListHires(memberId: member, pageSize: 200)),
      let found = page.items.first(where: { $0.hireId == hire })
    else { return BonusReport() }
    return BonusReport(
      sourceSystem: found.sourceSystem, applicationId: found.applicationId, offerId: found.offerId?.description)
  }

  private static func deliveries(_ application: String, _ visit: Visit) async -> [ListedDelivery] {
    (try? await visit.ask(ListDeliveries(applicationId: application, pageSize: 5)).items) ?? []
  }
}
