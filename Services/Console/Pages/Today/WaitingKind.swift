import ConsoleDomain
import Messages
import Vocabulary

/// What waits for a person.
package enum WaitingKind: String, CaseIterable, Sendable {
  case interviews, hires, held, payouts, claims, decisions, letters, webhooks

  /// So many are asked for; of more, "100+" is said.
  static let most = 100

  /// Where they are listed.
  var area: Area {
    switch self {
    case .interviews: .interviews
    case .hires: .hires
    case .held, .payouts, .claims: .rewards
    case .decisions: .policies
    case .letters, .webhooks: .letters
    }
  }

  /// The list that shows these and nothing else.
  var address: String {
    switch self {
    case .interviews: "/interviews?state=to-call"
    case .hires: "/hires?outcome=waiting"
    case .held: "/rewards/all?state=held"
    case .payouts: "/rewards/payouts?state=failed"
    case .claims: "/rewards/claims?open=true"
    case .decisions: "/policies/decisions?state=waiting"
    case .letters: "/letters"
    case .webhooks: "/letters/webhooks?state=quarantined"
    }
  }

  /// What somebody may send who does something about it: it stands in front for them.
  var commands: [String] {
    switch self {
    case .interviews: ["qualification.record-interview"]
    case .hires: ["recommendations.attribute-hire"]
    case .held: ["rewards.choose-option"]
    case .payouts: ["rewards.retry-payout"]
    case .claims: ["rewards.settle-claim"]
    case .decisions: ["rewards.confirm-decision", "recommendations.confirm-decision"]
    case .letters, .webhooks: [RoleTable.letters("replay")]
    }
  }

  /// How many wait.
  func count(_ visit: Visit, deadLetters: Int) async throws(DeskFailure) -> Int {
    let most = Self.most
    switch self {
    case .interviews: return try await Self.count(visit, ListInterviews(state: .toCall, pageSize: most))
    case .hires: return try await Self.count(visit, ListHires(outcome: .unattributed, inForce: true, pageSize: most))
    case .held: return try await Self.count(visit, ListRewards(state: .held, pageSize: most))
    case .payouts: return try await Self.count(visit, ListPayouts(state: .failed, pageSize: most))
    case .claims: return try await Self.count(visit, ListClaims(open: true, pageSize: most))
    case .webhooks: return try await Self.count(visit, ListDeliveries(state: .quarantined, pageSize: most))
    case .letters: return deadLetters
    case .decisions:
      async let rewards = Self.decisions(visit, of: TrailOf.Rewards.self)
      async let recommendations = Self.decisions(visit, of: TrailOf.Recommendations.self)
      return try await rewards.get() + recommendations.get()
    }
  }

  private static func count<Question: ListQuestion>(
    _ visit: Visit, _ question: Question
  ) async throws(DeskFailure) -> Int {
    let page = try await visit.ask(question, patience: WaitingTile.patience)
    return page.items.count + (page.nextPageToken == nil ? 0 : 1)
  }

  private static func decisions<Owner: TrailOwner>(
    _ visit: Visit, of owner: Owner.Type
  ) async -> Result<Int, DeskFailure> {
    await Result { () async throws(DeskFailure) in
      try await visit.ask(ListDecisions<Owner>(state: .waiting, pageSize: most), patience: WaitingTile.patience)
        .decisions.count
    }
  }
}
