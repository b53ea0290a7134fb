import FoundationEssentials
import Messages
import NotificationsDomain
import Vocabulary

extension Facts {
  /// What is known of the things that a notice speaks of, as templates name it.
  package func description(of needs: [Need]) -> JSONObject {
    needs.reduce(into: [:]) { description, need in
      description.merge(self.description(of: need)) { first, _ in first }
    }
  }

  private func description(of need: Need) -> JSONObject {
    switch need.kind {
    case .member, .activeMember: naming("recipient", members[MemberID(need.id)]?.name)
    case .memberName: naming("member", members[MemberID(need.id)]?.name)
    case .company: companies[CompanyID(need.id)].map(describe) ?? [:]
    case .offer, .knownOffer: offers[OfferID(need.id)].map { ["offer": .object(["title": .string($0)])] } ?? [:]
    case .candidate: describe(CandidateID(need.id))
    case .recommendedCandidate: describe(recommendations[RecommendationID(need.id)])
    case .transmittedCandidate: describe(candidacies[CandidacyID(need.id)])
    case .donor: describe(rewards[RewardID(need.id)])
    case .charity: charities[CharityID(need.id)].map { ["charity": .object(["name": .string($0.name)])] } ?? [:]
    case .particulars: describe(particulars[HireID(need.id)])
    }
  }

  private func describe(_ recommendation: Recommendation?) -> JSONObject {
    guard let recommendation else { return [:] }
    var description = describe(recommendation.candidateID)
    description["message"] = .text(recommendation.message)
    return description
  }

  private func describe(_ company: Company) -> JSONObject {
    ["company": .object(["name": .string(company.name), "reachable": .boolean(company.isReachable)])]
  }

  private func describe(_ candidacy: Candidacy?) -> JSONObject {
    guard let candidacy else { return [:] }
    var description = describe(candidacy.candidateID)
    description["summary"] = .text(candidacy.summary)
    return description
  }

  private func describe(_ reward: Reward?) -> JSONObject {
    guard let reward else { return [:] }
    var description = reward.inMemberName ? naming("donor", members[reward.memberID]?.name) : [:]
    if let donated = reward.donated {
      description["donation"] = .object([
        "donatedCents": .integer(donated.rawValue), "matchingCents": .integer(reward.matching?.rawValue ?? 0),
      ])
    }
    return description
  }

  /// What an outside system said of a hire, under its names in the contract.
  private func describe(_ particulars: [UInt8]?) -> JSONObject {
    guard let particulars, let fields = JSONValue(json: Data(particulars))?.fields else { return [:] }
    return ["particulars": .object(fields)]
  }

  private func describe(_ id: CandidateID) -> JSONObject {
    guard let candidate = candidates[id] else { return [:] }
    var fields = fields(of: candidate.name)
    fields["email"] = .string(candidate.email)
    fields["phone"] = .text(candidate.phone)
    fields["linkedinUrl"] = .text(candidate.linkedInURL)
    return ["candidate": .object(fields)]
  }

  private func naming(_ role: String, _ name: PersonName?) -> JSONObject {
    name.map { [role: .object(fields(of: $0))] } ?? [:]
  }

  private func fields(of name: PersonName) -> JSONObject {
    ["firstName": .string(name.first), "lastName": .string(name.last)]
  }
}
