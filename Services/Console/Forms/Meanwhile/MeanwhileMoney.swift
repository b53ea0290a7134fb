import ConsoleDomain
import Messages
import Vocabulary

extension Meanwhile {
  /// Rewards, payouts, claims and charities.
  static let money: [String: Teller] = [
    "rewards.choose-option": Teller(field: "rewardId", lines: ofReward),
    "rewards.retry-payout": Teller(field: "payoutId", lines: ofPayout),
    "rewards.settle-claim": Teller(field: "claimId", lines: ofClaim),
    "rewards.update-charity": Teller(field: "charityId", lines: ofCharity),
  ]

  /// As many as one page holds: what two people look at together is new, or stands in the trail.
  private static let pageSize = 200

  @Sendable private static func ofReward(_ id: String, _ visit: Visit) async -> [String] {
    async let trail = decisions(TrailOf.Rewards.self, about: [id], visit)
    let page = try? await visit.ask(ListRewards(pageSize: pageSize))
    guard let reward = page?.items.first(where: { $0.rewardId.description == id }) else { return await trail }
    let state: Said =
      switch reward.state {
      case .held: Said("en attente d’un choix", "held")
      case .settled: Said("réglé", "settled")
      case .reversed: Said("repris", "reversed")
      }
    let option: Said =
      switch reward.option {
      case .toMember: Said(", versé au membre", ", paid to the member")
      case .donate: Said(", donné", ", donated")
      case .split: Said(", partagé", ", split")
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

  @Sendable private static func ofPayout(_ id: String, _ visit: Visit) async -> [String] {
    async let trail = decisions(TrailOf.Rewards.self, about: [id], visit)
    let page = try? await visit.ask(ListPayouts(pageSize: pageSize))
    guard let payout = page?.items.first(where: { $0.payoutId.description == id }) else { return await trail }
    let state: Said =
      switch payout.state {
      case .requested: Said("demandé à la comptabilité", "asked of finance")
      case .paid: Said("payé", "paid")
      case .cancelled: Said("annulé", "cancelled")
      case .failed: Said("en échec", "failed")
      }
    return [
      visit.sentences.state(
        of: Said("Le paiement", "The payout"), state, since: payout.paidAt ?? payout.requestedAt)
    ] + (await trail)
  }

  @Sendable private static func ofClaim(_ id: String, _ visit: Visit) async -> [String] {
    async let trail = decisions(TrailOf.Rewards.self, about: [id], visit)
    let page = try? await visit.ask(ListClaims(pageSize: pageSize))
    guard let claim = page?.items.first(where: { $0.claimId.description == id }) else { return await trail }
    let remains =
      claim.unit == .euroCents ? visit.euros(claim.remaining) : Money.number(claim.remaining, in: visit.language)
    return [
      claim.remaining == 0
        ? visit.sentences.state(of: Said("La créance", "The claim"), Said("soldée", "settled"))
        : visit.sentences.state(of: Said("Il reste", "There remains"), Said(remains, remains))
    ] + (await trail)
  }

  @Sendable private static func ofCharity(_ id: String, _ visit: Visit) async -> [String] {
    async let trail = decisions(TrailOf.Rewards.self, about: [id], visit)
    let page = try? await visit.ask(ListCharities(pageSize: pageSize))
    guard let charity = page?.items.first(where: { $0.charityId.description == id }) else { return await trail }
    return [
      visit.sentences.state(
        of: Said(charity.name, charity.name),
        charity.active ? Said("dans la liste", "in the list") : Said("retirée de la liste", "retired from the list"))
    ] + (await trail)
  }
}
