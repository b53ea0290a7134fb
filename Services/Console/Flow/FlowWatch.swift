import AMQPClient
import AsyncHTTPClient
import ConsoleDomain
import FoundationEssentials
import HTTPTypes
import NIOCore
import NIOHTTP1
import Topology

/// Looks at services and queues every two seconds, for as long as somebody watches.
///
/// Nobody waits for a service that does not answer: what is known is shown, and the rest when it comes.
actor FlowWatch {
  /// Every service with its queues.
  static let plan = ServiceName.allCases.map { service in
    FlowState.Service(
      name: service.rawValue,
      lanes: Topology.lanes(of: service).map { String($0.name.drop { $0 != "." }.dropFirst()) },
      letters: Topology.deadLettersQueue(of: service).name)
  }

  private static let interval = Duration.seconds(2)
  /// How long it goes on for a page that was loaded and does not say whether it is still there.
  private static let lingering = Duration.seconds(20)
  private let services: [String: String]
  private let broker: AMQPConfiguration
  private let client: HTTPClient
  private var histories: [String: ServiceHistory] = [:]
  private var depths: [String: Int]?
  private var isBrokerAway: Bool?
  private var asksBroker = false
  private var lookedAt: ContinuousClock.Instant?
  private var wantedUntil = ContinuousClock.now
  private var loop: Task<Void, Never>?
  private var hearers: [Int: AsyncStream<FlowState>.Continuation] = [:]
  private var count = 0
  private let began = ContinuousClock.now

  /// Watches services at these addresses, by name, and the queues of a broker.
  init(services: [String: String], broker: AMQPConfiguration, client: HTTPClient = .shared) {
    self.services = services
    self.client = client
    var broker = broker
    broker.connectTimeoutSeconds = 2
    broker.connectionName = "coopt-console-flow"
    self.broker = broker
  }

  /// What is known now; somebody who comes first waits for so long at most.
  func state(within patience: Duration) async -> FlowState {
    wantedUntil = .now + Self.lingering
    begin()
    if let lookedAt, lookedAt + Self.interval * 2 > .now { return current }
    let (id, states) = hear()
    let limit = Task {
      try await Task.sleep(for: patience)
      leave(id)
    }
    defer { limit.cancel() }
    for await state in states {
      leave(id)
      return state
    }
    return current
  }

  /// What is known, again and again until the hearer leaves.
  func states() -> AsyncStream<FlowState> {
    let (id, states) = hear()
    hearers[id]?.yield(current)
    begin()
    return states
  }

  private var current: FlowState {
    FlowState(Self.plan, histories, depths: depths, isBrokerAway: isBrokerAway)
  }

  private func hear() -> (Int, AsyncStream<FlowState>) {
    count += 1
    let id = count
    let (states, continuation) = AsyncStream.makeStream(of: FlowState.self, bufferingPolicy: .bufferingNewest(1))
    continuation.onTermination = { [weak self] _ in Task { await self?.leave(id) } }
    hearers[id] = continuation
    return (id, states)
  }

  private func leave(_ id: Int) {
    hearers.removeValue(forKey: id)?.finish()
  }

  private func begin() {
    guard loop == nil else { return }
    loop = Task {
      while !hearers.isEmpty || wantedUntil > .now {
        let next = ContinuousClock.now + Self.interval
        await look()
        do { try await Task.sleep(until: next, clock: .continuous) } catch { break }
      }
      loop = nil
      histories = [:]
      lookedAt = nil
    }
  }

  private func look() async {
    askBroker()
    await withTaskGroup(of: Void.self) { group in
      for service in Self.plan {
        guard let address = services[service.name] else { continue }
        group.addTask { await self.ask(service.name, address) }
      }
    }
    lookedAt = .now
    let state = current
    for hearer in hearers.values { hearer.yield(state) }
  }

  private func ask(_ service: String, _ address: String) async {
    let figures = await Self.figures(of: address, client)
    if let figures {
      histories[service, default: ServiceHistory()].told(figures, at: began.duration(to: .now) / .seconds(1))
    } else {
      histories[service, default: ServiceHistory()].wasSilent()
    }
  }

  /// What a service tells; nil where it does not answer in time, or with something else.
  private static func figures(of address: String, _ client: HTTPClient) async -> ServiceFigures? {
    do {
      let response = try await client.execute(
        HTTPClientRequest(url: address + "/metrics"), timeout: .milliseconds(1500))
      guard response.status.code == 200 else { return nil }
      let text = String(buffer: try await response.body.collect(upTo: 4 << 20))
      return ServiceFigures(PrometheusText.samples(text, named: ServiceFigures.names))
    } catch {
      return nil
    }
  }

  /// Asks the broker how many messages wait; the answer comes when it comes, and no second question is asked before.
  private func askBroker() {
    guard !asksBroker else { return }
    asksBroker = true
    Task {
      let queues = Self.plan.flatMap { service in
        service.lanes.map { "\(service.name).\($0)" } + [service.letters]
      }
      let answer = try? await AMQPTopologySession.with(broker) { session in
        var depths: [String: Int] = [:]
        for queue in queues { depths[queue] = try await session.messageCount(of: queue) }
        return depths
      }
      depths = answer
      isBrokerAway = answer == nil
      asksBroker = false
    }
  }
}
