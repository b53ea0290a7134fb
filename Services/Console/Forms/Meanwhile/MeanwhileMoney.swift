import ConsoleDomain
import Messages
import Vocabulary

extension Meanwhile {
  /// Rewards, payouts, claims and charities.
  static let money: [String: Teller] = [
    "rewards.choose-option": Teller(field: "rewardId", lines: ofReward),
    "rewards.retry-payout": Teller(field: "payoutId", telling: ofPayout),
    "rewards.settle-claim": Teller(field: "claimId", telling: ofClaim),
    "rewards.update-charity": Teller(field: "charityId", lines: ofCharity),
  ]

  @Sendable private static func ofReward(_ id: String, _ visit: Visit) async -> [String] {
    guard let rewardID = RewardID(id) else { return [] }
    async let trail = decisions(TrailOf.Rewards.self, about: [id], visit)
    let told = try? await visit.ask(ExplainBonus(rewardId: rewardID))
    guard let reward = told?.rewards.first(where: { $0.rewardId == rewardID }) else { return await trail }
    let state: Said =
      switch reward.state {
      case .held: Said("en attente d’un choix", "held")
      case .settled: Said("réglée", "settled")
      case .reversed: Said("reprise", "reversed")
      }
    let option: Said =
      switch reward.option {
      case .toMember: Said(", versée au membre", ", paid to the member")
      case .donate: Said(", donnée", ", donated")
      case .split: Said(", partagée", ", split")
      case .listingCredits: Said(", en crédits d’annonce", ", in listing credits")
      case nil: Said("", "")
      }
    let charity = reward.charityName.map { " (\($0))" } ?? ""
    return [
      visit.sentences.state(
        of: Said("La prime", "The bonus"),
        Said(state.french + option.french + charity, state.english + option.english + charity))
    ] + (await trail)
  }

  /// The payout of a bonus that the form names.
  @Sendable private static func ofPayout(
    _ id: String, _ fields: [String: String], _ visit: Visit
  ) async -> [String] {
    async let trail = decisions(TrailOf.Rewards.self, about: [id], visit)
    guard let told = await bonus(of: fields, visit),
      let payout = told.payouts.first(where: { $0.payoutId.description == id })
    else { return await trail }
    let (state, since): (Said, Timestamp) =
      if let at = payout.paidAt {
        (Said("payé", "paid"), at)
      } else if let again = told.payouts.first(where: { $0.retries == payout.payoutId }) {
        (Said("redemandé à la comptabilité", "asked of finance again"), again.requestedAt)
      } else if let at = payout.cancelledAt {
        (Said("annulé", "cancelled"), at)
      } else if let at = payout.failedAt {
        (Said("en échec", "failed"), at)
      } else {
        (Said("demandé à la comptabilité", "asked of finance"), payout.requestedAt)
      }
    return [visit.sentences.state(of: Said("Le versement", "The payment"), state, since: since)] + (await trail)
  }

  /// The claim of a bonus that the form names; of one that is no bonus's, the trail tells.
  @Sendable private static func ofClaim(
    _ id: String, _ fields: [String: String], _ visit: Visit
  ) async -> [String] {
    async let trail = decisions(TrailOf.Rewards.self, about: [id], visit)
    guard let told = await bonus(of: fields, visit),
      let claim = told.claims.first(where: { $0.claimId.description == id })
    else { return await trail }
    let remains =
      claim.unit == .euroCents ? visit.euros(claim.remaining) : Money.number(claim.remaining, in: visit.language)
    return [
      claim.remaining == 0
        ? visit.sentences.state(of: Said("La créance", "The claim"), Said("soldée", "settled"))
        : visit.sentences.state(of: Said("Il reste", "There remains"), Said(remains, remains))
    ] + (await trail)
  }

  private static func bonus(of fields: [String: String], _ visit: Visit) async -> ExplainBonus.Result? {
    guard let id = fields[RewardsForms.reward.name].flatMap({ RewardID($0) }) else { return nil }
    return try? await visit.ask(ExplainBonus(rewardId: id))
  }

  @Sendable private static func ofCharity(_ id: String, _ visit: Visit) async -> [String] {
    guard let charityID = CharityID(id) else { return [] }
    async let trail = decisions(TrailOf.Rewards.self, about: [id], visit)
    let page = try? await visit.ask(ListCharityAccounts(charityId: charityID))
    guard let charity = page?.items.first else { return await trail }
    return [
      visit.sentences.state(
        of: Said(charity.name, charity.name),
        charity.active ? Said("dans la liste", "in the list") : Said("retirée de la liste", "retired from the list"))
    ] + (await trail)
  }
}
