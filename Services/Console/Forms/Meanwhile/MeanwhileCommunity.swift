import ConsoleDomain
import Messages
import Vocabulary

extension Meanwhile {
  /// Offers, members, invitations, policies, and decisions that take two people.
  static let community: [String: Teller] = [
    "offers.publish-offer": Teller(field: "offerId", lines: ofOffer),
    "offers.update-offer": Teller(field: "offerId", lines: ofOffer),
    "offers.close-offer": Teller(field: "offerId", lines: ofOffer),
    "offers.reopen-offer": Teller(field: "offerId", lines: ofOffer),
    "members.expel": Teller(field: "memberId", lines: ofMember),
    "members.invite-member": Teller(field: "sponsorId", lines: ofMember),
    "members.revoke-invitation": Teller(field: "invitationId", lines: ofInvitation),
    "recommendations.confirm-decision": Teller(field: "decisionId") { id, visit in
      await ofDecision(TrailOf.Recommendations.self, id, visit)
    },
    "rewards.confirm-decision": Teller(field: "decisionId") { id, visit in
      await ofDecision(TrailOf.Rewards.self, id, visit)
    },
  ].merging(policies) { first, _ in first }

  /// The field of these says when, or which version: the policy is what changed.
  private static let policies: [String: Teller] = [
    "members.cancel-policy-change": Teller(field: "version") { _, visit in
      await policyDecisions(TrailOf.Members.self, visit)
    },
    "offers.cancel-policy-change": Teller(field: "version") { _, visit in
      await policyDecisions(TrailOf.Offers.self, visit)
    },
    "recommendations.cancel-policy-change": Teller(field: "version") { _, visit in
      await policyDecisions(TrailOf.Recommendations.self, visit)
    },
    "rewards.cancel-policy-change": Teller(field: "version") { _, visit in
      await policyDecisions(TrailOf.Rewards.self, visit)
    },
    "members.change-policy": Teller(field: "_id") { _, visit in await policyDecisions(TrailOf.Members.self, visit) },
    "offers.change-policy": Teller(field: "_id") { _, visit in await policyDecisions(TrailOf.Offers.self, visit) },
    "recommendations.change-policy": Teller(field: "_id") { _, visit in
      await policyDecisions(TrailOf.Recommendations.self, visit)
    },
    "rewards.change-policy": Teller(field: "_id") { _, visit in await policyDecisions(TrailOf.Rewards.self, visit) },
  ]

  @Sendable private static func ofOffer(_ id: String, _ visit: Visit) async -> [String] {
    guard let offerID = OfferID(id) else { return [] }
    async let trail = decisions(TrailOf.Offers.self, about: [id], visit)
    guard let offer = try? await visit.ask(GetOffer(offerId: offerID)) else { return await trail }
    let state = offer.reason.map(OfferWords.reason) ?? OfferWords.state(offer.state)
    let since = offer.state == .closed ? offer.closedAt : offer.publishedAt
    return [
      visit.sentences.state(
        of: Said("L’annonce « \(offer.title) »", "The offer “\(offer.title)”"), state, since: since)
    ] + (await trail)
  }

  @Sendable private static func ofMember(_ id: String, _ visit: Visit) async -> [String] {
    guard let memberID = MemberID(id) else { return [] }
    async let trail = decisions(TrailOf.Members.self, about: [id], visit)
    guard let member = try? await visit.ask(GetMember(memberId: memberID)) else { return await trail }
    let state: Said =
      switch member.state {
      case .active: Said("membre", "a member")
      case .left: Said("a quitté la communauté", "left the community")
      case .expelled: Said("exclu", "expelled")
      }
    let name = "\(member.firstName) \(member.lastName)"
    let since = member.state == .active ? member.joinedAt : member.leftAt
    return [visit.sentences.state(of: Said(name, name), state, since: since)] + (await trail)
  }

  @Sendable private static func ofInvitation(_ id: String, _ visit: Visit) async -> [String] {
    async let trail = decisions(TrailOf.Members.self, about: [id], visit)
    let page = try? await visit.ask(ListInvitations(pageSize: 200))
    guard let invitation = page?.items.first(where: { $0.invitationId.description == id }) else { return await trail }
    let state: Said =
      switch invitation.state {
      case .open: Said("ouverte", "open")
      case .used: Said("utilisée", "used")
      case .expired: Said("expirée", "expired")
      case .revoked: Said("révoquée", "revoked")
      }
    return [visit.sentences.state(of: Said("L’invitation", "The invitation"), state)] + (await trail)
  }

  private static func ofDecision<Owner: TrailOwner>(
    _ owner: Owner.Type, _ id: String, _ visit: Visit
  ) async -> [String] {
    let page = try? await visit.ask(ListDecisions<Owner>(pageSize: 200))
    guard let decision = page?.decisions.first(where: { $0.decisionId.description == id }) else { return [] }
    let you = visit.session.subject
    var lines = [
      visit.sentences.decision(
        Said("Demandée", "Asked for"), by: decision.askedBy, isYou: decision.askedBy == you, at: decision.askedAt,
        reason: nil)
    ]
    if let confirmedBy = decision.confirmedBy, let confirmedAt = decision.confirmedAt {
      lines.append(
        visit.sentences.decision(
          Said("Confirmée", "Confirmed"), by: confirmedBy, isYou: confirmedBy == you, at: confirmedAt, reason: nil))
    } else if decision.state == .expired {
      lines.append(
        visit.sentences.state(
          of: Said("La demande", "The request"), Said("caduque", "void"), since: decision.expiresAt))
    }
    return lines
  }
}
