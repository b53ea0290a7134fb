import ConsoleDomain
import Messages
import Vocabulary

/// The recommendations that an unattributed hire may belong to, and the form that says which.
struct PlausibleView: Sendable {
  /// One of them.
  struct Row: Sendable {
    let recommendationId: String
    let address: String
    let name: String
    let offerName: String
    let likely: String
    let rowBadge: ShownBadge
    let amount: String
    let at: String
    let inputID: String
    let isChosen: Bool
  }

  let form: FormView
  let hireId: String
  let reasonID: String
  let rows: [Row]

  /// Asked of each offer and candidate that a report can mean; more of them than this nobody reads through.
  private static let most = 3

  /// Nil where the roles do not permit it, or where nothing is plausible.
  init?(_ visit: Visit, _ hire: GetHire.Result) async {
    guard let form = visit.form("recommendations.attribute-hire", ["hireId": hire.hireId.description]) else {
      return nil
    }
    let found = await Self.found(visit, hire)
    guard !found.isEmpty else { return nil }
    let names = await ShownNames(visit, found.map(\.item.recommendationId))
    self.form = form
    hireId = hire.hireId.description
    reasonID = "reason-\(form.commandID.suffix(12))"
    rows = found.enumerated().map { place, found in
      let item = found.item
      return Row(
        recommendationId: item.recommendationId.description, address: "/recommendations/\(item.recommendationId)",
        name: names.candidate(of: item.recommendationId) ?? visit.short(item.candidateId),
        offerName: names.offer(of: item.recommendationId) ?? visit.short(item.offerId),
        likely: visit.word("hires.likely-\(found.likelihood.rawValue)"), rowBadge: visit.badge(item.state),
        amount: visit.euros(item.quote.amountCents.rawValue), at: visit.clock.text(item.at),
        inputID: "plausible-\(place)", isChosen: found.likelihood == .both && found.isOnly)
    }
  }

  private static func found(
    _ visit: Visit, _ hire: GetHire.Result
  ) async -> [(item: ListedRecommendation, likelihood: Likelihood, isOnly: Bool)] {
    let questions =
      hire.candidateIds.prefix(most).map { ListRecommendations(candidateId: $0, pageSize: 20) }
      + hire.offerIds.prefix(most).map { ListRecommendations(offerId: $0, pageSize: 20) }
    let items = await withTaskGroup(of: [ListedRecommendation].self) { tasks in
      for question in questions { tasks.addTask { (try? await visit.ask(question).items) ?? [] } }
      return await tasks.reduce(into: [RecommendationID: ListedRecommendation]()) { items, page in
        for item in page { items[item.recommendationId] = item }
      }
    }
    let near = items.values.compactMap { item -> (ListedRecommendation, Likelihood)? in
      Likelihood(
        sameCandidate: hire.candidateIds.contains(item.candidateId), sameOffer: hire.offerIds.contains(item.offerId)
      ).map { (item, $0) }
    }
    let isOnly = near.filter { $0.1 == .both }.count == 1
    return near.sorted { ($0.1, $1.0.at, $0.0.recommendationId) < ($1.1, $0.0.at, $1.0.recommendationId) }.prefix(20)
      .map { ($0.0, $0.1, isOnly) }
  }
}
