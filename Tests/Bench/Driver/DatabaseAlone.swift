import AMQPClient
import ArgumentParser
import FoundationEssentials
import MembersService
import MessageHandling
import NotificationsService
import OffersService
import QualificationService
import RecommendationsService
import RewardsService
import ServiceRuntime
import ServiceSettings
import ServiceSettings
import Topology

/// What the database uses for hires when there is no broker: the services' own transactions, fed by hand.
struct DatabaseAlone: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "database", abstract: "Measures the database's CPU time for hires, without a broker.")

  @OptionGroup var alone: ServerAlone

  func run() async throws {
    let routes = Routes()
    let services = try Self.services()
    var costs: [ServerCost] = []
    for repetition in 0..<alone.repetitions {
      let first = alone.hires.first + repetition * alone.hires.count
      let reports = (first..<(first + alone.hires.count)).map { alone.hires.reports.report($0) }
      let before = alone.times.seconds
      let began = ContinuousClock.now
      let messages = try await Self.handle(reports, services, routes)
      costs.append(
        ServerCost(
          hires: alone.hires.count, messages: messages, cpuSeconds: alone.times.seconds - before,
          seconds: (ContinuousClock.now - began) / .seconds(1)))
    }
    for service in services.values { await service.close() }
    try printResult(costs)
  }

  /// Has messages handled, and those that follow from them, until nothing follows any more; says how many there were.
  private static func handle(
    _ reports: [OutgoingMessage], _ services: [ServiceName: BrokerlessService], _ routes: Routes
  ) async throws -> Int {
    var waiting: [String: [OutgoingMessage]] = [:]
    var count = 0
    func route(_ messages: [OutgoingMessage]) {
      count += messages.count
      for message in messages {
        for queue in routes.queues(of: message) { waiting[queue, default: []].append(message) }
      }
    }
    route(reports)
    while !waiting.isEmpty {
      for (queue, owner) in routes.all {
        guard let messages = waiting.removeValue(forKey: queue), let service = services[owner] else { continue }
        route(try await service.handle(messages, of: queue))
      }
      if waiting.isEmpty {
        for service in services.values { route(try await service.finish()) }
      }
    }
    return count
  }

  private static func services() throws -> [ServiceName: BrokerlessService] {
    var services: [ServiceName: BrokerlessService] = [:]
    for name in ServiceName.allCases {
      let settings = Settings(settings(of: name))
      guard let definition = try definition(of: name, settings) else { continue }
      services[name] = try BrokerlessService(definition, settings: settings, logger: Broker.logger)
    }
    return services
  }

  /// A service; nil for one that takes no part in what is measured.
  private static func definition(of name: ServiceName, _ settings: Settings) throws -> ServiceDefinition? {
    switch name {
    case .members: try MembersService.definition(settings)
    case .offers: try OffersService.definition(settings)
    case .recommendations: try RecommendationsService.definition(settings)
    case .qualification: try QualificationService.definition(settings)
    case .rewards: try RewardsService.definition(settings)
    case .notifications: try NotificationsService.definition(settings)
    case .webhooks: nil
    }
  }

  /// A service's settings out of those of the stack.
  private static func settings(of name: ServiceName) -> [String: String] {
    var settings = ProcessInfo.processInfo.environment
    let prefix = "COOPT_\(name.rawValue.uppercased())"
    settings["COOPT_DATABASE_URL"] = settings["\(prefix)_DATABASE_URL"]
    settings["COOPT_AMQP_URL"] = settings["\(prefix)_AMQP_URL"]
    settings["COOPT_REPLIES_AMQP_URL"] = settings["\(prefix)_REPLIES_AMQP_URL"]
    return settings
  }
}
