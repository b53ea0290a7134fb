import ConsoleDomain
import Messages
import Vocabulary

extension Meanwhile {
  /// Interviews, candidacies, recommendations and hires.
  static let people: [String: Teller] = [
    "qualification.record-interview": Teller(field: "recommendationId", lines: ofInterview),
    "qualification.correct-interview": Teller(field: "recommendationId", lines: ofInterview),
    "qualification.close-candidacy": Teller(field: "candidacyId") { id, visit in
      await decisions(TrailOf.Qualification.self, about: [id], visit)
    },
    "recommendations.attribute-hire": Teller(field: "hireId", lines: ofHire),
    "recommendations.detach-hire": Teller(field: "hireId", lines: ofHire),
    "recommendations.withdraw-recommendation": Teller(field: "recommendationId", lines: ofRecommendation),
    "recommendations.set-own-company": Teller(field: "recommendationId", lines: ofRecommendation),
    "recommendations.release-candidate": Teller(field: "candidateId") { id, visit in
      await decisions(TrailOf.Recommendations.self, about: [id], visit)
    },
  ]

  @Sendable private static func ofInterview(_ id: String, _ visit: Visit) async -> [String] {
    guard let recommendation = RecommendationID(id) else { return [] }
    async let trail = decisions(TrailOf.Qualification.self, about: [id], visit)
    let page = try? await visit.ask(ListInterviews(recommendationIds: [recommendation]))
    guard let interview = page?.items.first else { return await trail }
    let state = visit.badge(interview.state).label.lowercasedFirst
    return [
      visit.sentences.state(
        of: Said("L’entretien", "The interview"), Said(state, state), since: interview.decidedAt)
    ] + (await trail)
  }

  @Sendable private static func ofRecommendation(_ id: String, _ visit: Visit) async -> [String] {
    guard let recommendation = RecommendationID(id) else { return [] }
    async let attribution = decisions(TrailOf.Recommendations.self, about: [id], visit)
    async let interview = decisions(TrailOf.Qualification.self, about: [id], visit)
    let known = try? await visit.ask(GetRecommendation(recommendationId: recommendation))
    var lines: [String] = []
    if let known {
      let state = visit.badge(known.state).label.lowercasedFirst
      let since = known.history.last { $0.state == known.state }?.at
      lines.append(
        visit.sentences.state(of: Said("La recommandation", "The recommendation"), Said(state, state), since: since))
    }
    return lines + (await attribution) + (await interview)
  }

  @Sendable private static func ofHire(_ id: String, _ visit: Visit) async -> [String] {
    guard let hireID = HireID(id) else { return [] }
    async let trail = decisions(TrailOf.Recommendations.self, about: [id], visit)
    guard let hire = try? await visit.ask(GetHire(hireId: hireID)) else { return await trail }
    var lines: [String] = []
    if let recommendation = hire.recommendationId {
      let name = await ShownNames(visit, [recommendation]).candidate(of: recommendation) ?? visit.short(recommendation)
      lines.append(
        visit.sentences.plain(
          Said(
            "L’embauche est rattachée à la recommandation de \(name).",
            "The hire is attributed to the recommendation of \(name).")))
    } else {
      let reason = hire.reason.map { visit.word("hires.reason-\($0.rawValue)").lowercasedFirst } ?? ""
      lines.append(
        visit.sentences.state(
          of: Said("L’embauche n’est rattachée à personne", "The hire is attributed to nobody"), Said(reason, reason)))
    }
    return lines + (await trail)
  }
}

extension String {
  /// As it stands within a sentence.
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
