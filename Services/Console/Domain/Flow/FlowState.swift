/// How a thing is doing, as its colour says.
public enum FlowTone: String, Sendable {
  /// Nothing to do.
  case quiet
  /// It works.
  case good
  /// Things wait for longer than usual.
  case wait
  /// It stands still, or is away.
  case bad
}

/// A queue that a service handles, as it is doing.
public struct LaneState: Equatable, Sendable {
  /// The queue's name.
  public let queue: String
  /// What kind of messages come: `commands`, `events`, `integration`.
  public let kind: String
  /// Messages that wait on the broker; nil where nobody knows.
  public let depth: Int?
  /// Messages in hand.
  public let inHand: Int
  /// Messages a second; nil where nobody knows yet.
  public let rate: Double?
  /// How old what is being handled is, in seconds.
  public let age: Double
  /// Whether it waits for what everybody needs.
  public let isPaused: Bool
  /// How it is doing.
  public let tone: FlowTone
}

/// A service as it is doing.
public struct ServiceState: Equatable, Sendable {
  /// Its name.
  public let name: String
  /// Whether it does not answer; nil before it was asked.
  public let isAway: Bool?
  /// What it handles.
  public let lanes: [LaneState]
  /// What it still has to tell the broker.
  public let outbox: Int
  /// How old the oldest of it is, in seconds.
  public let outboxAge: Double
  /// How its outbox is doing.
  public let outboxTone: FlowTone
  /// Messages that it tells a second; nil where nobody knows yet.
  public let published: Double?
  /// Reports that it makes of webhooks a second.
  public let reported: Double?
  /// Notifications that wait for a fact or their turn.
  public let waiting: Int
  /// Its dead letters; nil where nobody knows.
  public let letters: Int?

  /// Messages that it handles a second; nil where nobody knows yet.
  public var handled: Double? {
    let rates = lanes.compactMap(\.rate)
    return rates.isEmpty ? nil : rates.reduce(0, +)
  }

  /// How it is doing as a whole.
  public var tone: FlowTone {
    if isAway == true { return .bad }
    let tones = Set(lanes.map(\.tone) + [outboxTone])
    return [.bad, .wait, .good].first(where: tones.contains) ?? .quiet
  }
}

/// The platform as it works at one moment.
public struct FlowState: Equatable, Sendable {
  /// Which queues a service handles.
  public struct Service: Sendable {
    /// Its name.
    public let name: String
    /// Its queues, by what they are called behind its name.
    public let lanes: [String]
    /// Where its dead letters lie.
    public let letters: String

    /// A service with its queues.
    public init(name: String, lanes: [String], letters: String) {
      (self.name, self.lanes, self.letters) = (name, lanes, letters)
    }
  }

  /// Every service.
  public let services: [ServiceState]
  /// Whether the broker answers; nil before it was asked.
  public let isBrokerAway: Bool?

  /// What is known of services by their histories, and of queues by their depths.
  public init(
    _ plan: [Service], _ histories: [String: ServiceHistory], depths: [String: Int]?, isBrokerAway: Bool?
  ) {
    self.isBrokerAway = isBrokerAway
    services = plan.map { Self.state($0, histories[$0.name] ?? ServiceHistory(), depths ?? [:]) }
  }

  /// Messages that all services handle a second; nil where nobody knows yet.
  public var handled: Double? { Self.sum(services.map(\.handled)) }
  /// Messages that wait on the broker; nil where nobody knows.
  public var depth: Int? { Self.sum(services.flatMap(\.lanes).map(\.depth)) }
  /// Dead letters; nil where nobody knows.
  public var letters: Int? { Self.sum(services.map(\.letters)) }
  /// Services that do not answer.
  public var away: Int { services.count { $0.isAway == true } }

  private static func sum<Value: AdditiveArithmetic>(_ values: [Value?]) -> Value? {
    let known = values.compactMap(\.self)
    return known.isEmpty ? nil : known.reduce(.zero, +)
  }

  private static func state(
    _ service: Service, _ history: ServiceHistory, _ depths: [String: Int]
  ) -> ServiceState {
    let figures = history.newest ?? ServiceFigures()
    let lanes = service.lanes.map { lane in
      Self.lane(lane, service, figures, history, depth: depths["\(service.name).\(lane)"])
    }
    return ServiceState(
      name: service.name, isAway: history.isAway, lanes: lanes, outbox: whole(figures.outbox),
      outboxAge: figures.outboxAge,
      outboxTone: tone(
        isAway: history.isAway == true, isPaused: false, age: figures.outboxAge, waiting: whole(figures.outbox),
        rate: history.rate(\.published)),
      published: history.rate(\.published), reported: history.rate(\.reported),
      waiting: whole(figures.waitingNotifications), letters: depths[service.letters])
  }

  private static func lane(
    _ lane: String, _ service: Service, _ figures: ServiceFigures, _ history: ServiceHistory, depth: Int?
  ) -> LaneState {
    let queue = "\(service.name).\(lane)"
    let rate = history.rate { $0.handled[queue] ?? 0 }
    let (isPaused, age) = (figures.paused.contains(queue), figures.age[queue] ?? 0)
    return LaneState(
      queue: queue, kind: lane, depth: depth, inHand: whole(figures.inHand[queue] ?? 0), rate: rate, age: age,
      isPaused: isPaused,
      tone: tone(isAway: history.isAway == true, isPaused: isPaused, age: age, waiting: depth ?? 0, rate: rate))
  }

  private static func whole(_ value: Double) -> Int { Int(max(0, min(value, 1e15))) }

  /// What is older than a minute, or waits where nobody works, is bad; what is older than five seconds waits.
  static func tone(isAway: Bool, isPaused: Bool, age: Double, waiting: Int, rate: Double?) -> FlowTone {
    if isAway || isPaused || age >= 60 { return .bad }
    if age >= 5 || waiting >= 1000 { return .wait }
    return waiting > 0 || (rate ?? 0) > 0 ? .good : .quiet
  }
}
