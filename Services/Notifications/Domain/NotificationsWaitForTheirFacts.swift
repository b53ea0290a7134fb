import Vocabulary

/// Whether a notification can be written.
public enum Readiness: Hashable, Sendable {
  /// Everything that it needs is known.
  case ready
  /// Something is not known yet; the event that tells it completes the notification.
  case waits(for: FactKey)
  /// It is not to be sent any more.
  case void
}

extension Facts {
  /// Whether a notification with these needs can be written.
  ///
  /// No order holds between events, so what a notification speaks of may be heard of later than the notification's own
  /// event. It waits for one thing at a time: the first that is missing.
  public func readiness(for needs: [Need]) -> Readiness {
    for need in needs {
      let readiness = readiness(for: need)
      guard readiness == .ready else { return readiness }
    }
    return .ready
  }

  private func readiness(for need: Need) -> Readiness {
    switch need.kind {
    case .member:
      members[MemberID(need.id)]?.language == nil ? .waits(for: need.key) : .ready
    case .activeMember:
      solicitation(of: MemberID(need.id), need: need)
    case .memberName:
      members[MemberID(need.id)]?.name == nil ? .waits(for: need.key) : .ready
    case .company:
      companies[CompanyID(need.id)] == nil ? .waits(for: need.key) : .ready
    case .offer:
      offers[OfferID(need.id)] == nil ? .waits(for: need.key) : .ready
    case .candidate:
      readiness(of: CandidateID(need.id))
    case .recommendedCandidate:
      recommendations[RecommendationID(need.id)].map { readiness(of: $0.candidateID) } ?? .waits(for: need.key)
    case .transmittedCandidate:
      candidacies[CandidacyID(need.id)].map { readiness(of: $0.candidateID) } ?? .waits(for: need.key)
    case .donor:
      rewards[RewardID(need.id)].map(donation) ?? .waits(for: need.key)
    case .knownOffer:
      offers[OfferID(need.id)] == nil ? .void : .ready
    case .charity:
      charities[CharityID(need.id)] == nil ? .waits(for: need.key) : .ready
    case .particulars:
      particulars[HireID(need.id)] == nil ? .waits(for: need.key) : .ready
    }
  }

  private func solicitation(of member: MemberID, need: Need) -> Readiness {
    guard let known = members[member] else { return .waits(for: need.key) }
    if known.hasLeft { return .void }
    return known.language == nil ? .waits(for: need.key) : .ready
  }

  private func readiness(of candidate: CandidateID) -> Readiness {
    candidates[candidate] == nil ? .waits(for: FactKey(.candidate, candidate.rawValue)) : .ready
  }

  private func donation(of reward: Reward) -> Readiness {
    guard reward.inMemberName else { return .ready }
    return readiness(for: .memberName(reward.memberID))
  }
}
