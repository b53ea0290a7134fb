public import Vocabulary

/// The place of a notification in the story of a thing: after what its audience is told it, and what is told after it.
public struct StoryPlace: Codable, Hashable, Sendable {
  /// What it tells, where others are told after it.
  public let tells: FactKey?
  /// What its audience is told before it.
  public let follows: [FactKey]

  private init(tells: FactKey? = nil, after follows: [FactKey] = []) {
    self.tells = tells
    self.follows = follows
  }

  /// A recommendation was attributed.
  public static func attribution(of id: RecommendationID) -> StoryPlace {
    StoryPlace(tells: FactKey(.attribution, id.rawValue))
  }

  /// A recommendation's interview is asked for.
  public static func interview(for id: RecommendationID) -> StoryPlace {
    StoryPlace(tells: FactKey(.interview, id.rawValue), after: [FactKey(.attribution, id.rawValue)])
  }

  /// A recommendation's candidate was qualified or rejected; who is told of interviews is told so before.
  public static func decision(on id: RecommendationID, afterInterview: Bool) -> StoryPlace {
    StoryPlace(
      tells: FactKey(.decision, id.rawValue), after: [FactKey(afterInterview ? .interview : .attribution, id.rawValue)])
  }

  /// What follows from a decision, and nothing else of this service's from it.
  public static func after(decisionOn id: RecommendationID) -> StoryPlace {
    StoryPlace(after: [FactKey(.decision, id.rawValue)])
  }

  /// What follows from an attribution, and nothing else of this service's from it.
  public static func after(attributionOf id: RecommendationID) -> StoryPlace {
    StoryPlace(after: [FactKey(.attribution, id.rawValue)])
  }

  /// A hire could not be matched, which is told with what was reported of it.
  public static func withParticulars(of hire: HireID) -> StoryPlace {
    StoryPlace(after: [FactKey(.particulars, hire.rawValue)])
  }

  /// A candidate was transmitted to the company; a candidacy leads to the recommendation that was decided on.
  public static func transmission(as id: CandidacyID) -> StoryPlace {
    StoryPlace(after: [FactKey(.candidacy, id.rawValue)])
  }

  /// A hire was attributed to a recommendation.
  public static func hire(_ hire: HireID, of id: RecommendationID) -> StoryPlace {
    StoryPlace(tells: FactKey(.hire, hire.rawValue), after: [FactKey(.attribution, id.rawValue)])
  }

  /// What follows from a hire, and nothing else of this service's from it.
  public static func after(hire: HireID) -> StoryPlace { StoryPlace(after: [FactKey(.hire, hire.rawValue)]) }

  /// A reward was granted for a hire.
  public static func grant(of reward: RewardID, for hire: HireID) -> StoryPlace {
    StoryPlace(tells: FactKey(.grant, reward.rawValue), after: [FactKey(.hire, hire.rawValue)])
  }

  /// A reward that was granted for a hire is held.
  public static func hold(of reward: RewardID, for hire: HireID) -> StoryPlace {
    StoryPlace(
      tells: FactKey(.hold, reward.rawValue), after: [FactKey(.hire, hire.rawValue), FactKey(.grant, reward.rawValue)])
  }

  /// What follows from a grant, and nothing else of this service's from it.
  public static func after(grantOf reward: RewardID) -> StoryPlace {
    StoryPlace(after: [FactKey(.grant, reward.rawValue)])
  }

  /// A reward was settled.
  public static func settlement(of reward: RewardID) -> StoryPlace {
    StoryPlace(
      tells: FactKey(.reward, reward.rawValue),
      after: [FactKey(.grant, reward.rawValue), FactKey(.hold, reward.rawValue)])
  }

  /// What a member is told with a settlement, after it.
  public static func with(settlementOf reward: RewardID) -> StoryPlace {
    StoryPlace(after: [FactKey(.grant, reward.rawValue), FactKey(.reward, reward.rawValue)])
  }

  /// What follows from a settlement.
  public static func after(settlementOf reward: RewardID) -> StoryPlace {
    StoryPlace(after: [FactKey(.reward, reward.rawValue)])
  }

  /// A payout of a settled reward was asked for.
  public static func payout(_ payout: PayoutID, of reward: RewardID) -> StoryPlace {
    StoryPlace(tells: FactKey(.payout, payout.rawValue), after: [FactKey(.reward, reward.rawValue)])
  }

  /// A payout that was asked for is not to be made.
  public static func after(payout: PayoutID) -> StoryPlace { StoryPlace(after: [FactKey(.payout, payout.rawValue)]) }
}
