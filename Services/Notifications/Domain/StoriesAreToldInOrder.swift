public import FoundationEssentials
public import Vocabulary

/// A notification that waits, and what others on its topic are told only after it.
public struct WaitingNotification: Hashable, Sendable {
  /// The notification.
  public let id: NotificationID
  /// When it is told at the latest, where it waits for its turn alone; nil where it waits for a fact.
  public let until: Timestamp?

  public init(id: NotificationID, until: Timestamp?) {
    self.id = id
    self.until = until
  }
}

/// What a topic is told of one thing.
public struct TopicStep: Hashable, Sendable {
  /// The audience, and which of it: `staff`, `member.<id>`.
  public let topic: String
  /// What is told.
  public let step: FactKey

  public init(topic: String, step: FactKey) {
    self.topic = topic
    self.step = step
  }
}

/// What a notification that could be written waits for: what its topic is told before.
public struct Turn: Hashable, Sendable {
  /// What is still to be told.
  public let key: FactKey
  /// When the notification is told all the same.
  public let until: Timestamp
}

extension Facts {
  /// How long a notification waits for its turn, in seconds: longer than replicas are apart that share a queue, or than it
  /// takes until what a dead process had in hand is delivered anew.
  public static let orderPatience = 60.0
  /// How much longer than one that waits for its turn another waits that is told after it, in seconds: both may be due.
  static let precedence = 10.0
  /// The age at which nothing waits for a step of a recommendation any more, in seconds: it was told, or never is.
  public static let stepPatience = 3600.0

  /// What a notification waits for on its topic; nil when it is its turn.
  ///
  /// An order is kept as far as it helps: to be told late is worse than to be told out of turn. `until` is when a
  /// notification that has been waiting for its turn is told at the latest.
  public func turn(of place: StoryPlace, on topic: String, until: Timestamp?, at now: Timestamp) -> Turn? {
    let until = until ?? now.adding(seconds: Self.orderPatience)
    for key in place.follows {
      if let turn = turn(after: key, on: topic, until: until, at: now), now < turn.until { return turn }
    }
    return nil
  }

  private func turn(after key: FactKey, on topic: String, until: Timestamp, at now: Timestamp) -> Turn? {
    guard let step = step(key) else { return Turn(key: key, until: until) }
    if let waiting = waiting[TopicStep(topic: topic, step: step)] {
      // One that waits for its turn itself is let go first.
      let end = waiting.until.map { max(until, $0.adding(seconds: Self.precedence)) } ?? until
      return Turn(key: FactKey(.notification, waiting.id.rawValue), until: end)
    }
    return isTold(step, at: now) ? nil : Turn(key: step, until: until)
  }

  /// The step that a key stands for: a candidacy leads to the decision on its recommendation; nil where it is not known.
  private func step(_ key: FactKey) -> FactKey? {
    guard key.kind == .candidacy else { return key }
    return candidacies[CandidacyID(key.id)].map { FactKey(.decision, $0.recommendationID.rawValue) }
  }

  /// The things that a place in their story is about.
  public func things(of place: StoryPlace) -> [UUID] {
    ((place.tells.map { [$0] } ?? []) + place.follows).compactMap { step($0)?.id }
  }

  private func isTold(_ step: FactKey, at now: Timestamp) -> Bool {
    switch step.kind {
    case .reward: told.contains(step) || rewards[RewardID(step.id)] != nil
    case .hold, .payout: true
    default: told.contains(step) || step.kind.isOfRecommendation && isOld(RecommendationID(step.id), at: now)
    }
  }

  private func isOld(_ recommendation: RecommendationID, at now: Timestamp) -> Bool {
    guard let known = recommendations[recommendation] else { return false }
    return known.registeredAt.map { $0.adding(seconds: Self.stepPatience) < now } ?? true
  }
}
