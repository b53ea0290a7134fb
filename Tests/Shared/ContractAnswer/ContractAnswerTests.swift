import ContractAnswer
import Foundation
import MembersService
import MessageHandling
import Messages
import NotificationsService
import OffersService
import PublishedContract
import QualificationService
import RecommendationsService
import RewardsService
import ServiceSettings
import Testing
import Topology
import Vocabulary
import WebhooksService

@Suite("Which contract a service speaks, it answers itself")
struct ContractAnswerTests {
  private static func definition(of service: ServiceName) throws -> ServiceDefinition {
    let settings = Settings(["COOPT_IDENTITY_KEY": Data(repeating: 7, count: 32).base64EncodedString()])
    return switch service {
    case .members: try MembersService.definition(settings)
    case .offers: try OffersService.definition(settings)
    case .recommendations: try RecommendationsService.definition(settings)
    case .qualification: try QualificationService.definition(settings)
    case .rewards: try RewardsService.definition(settings)
    case .notifications: try NotificationsService.definition(settings)
    case .webhooks: try WebhooksService.definition(settings)
    }
  }

  @Test("every service takes the question, and changes nothing by it", arguments: ServiceName.allCases)
  func taken(service: ServiceName) throws {
    let key = "\(service.rawValue).get-contract"
    let own = try Self.definition(of: service).handlers.filter { $0.routingKey == key }
    #expect(own.count == 1)
    #expect(own.first?.isQuestion == true)
    #expect(Contract.commands.contains { $0.messageType.routingKey == key })
  }

  @Test("the answer is the version, and the service's part of the document")
  func answer() throws {
    let handler = GetContractHandler<TrailOf.Rewards>()
    let type = GetContract<TrailOf.Rewards>.messageType
    let event = CloudEvent(source: "/test", type: type.description, data: GetContract<TrailOf.Rewards>())
    var state = GetContractHandler<TrailOf.Rewards>.State()
    var emission = Emission(service: .rewards, now: .now)
    let result = try handler.decide(Incoming(event: event, receivedAt: .now), on: &state, emitting: &emission)
    #expect(result.version == PublishedContract.built.version)
    #expect(result.document == PublishedContract.built.document(of: "rewards"))
    #expect(emission.messages.isEmpty && handler.save(state).isEmpty)
  }
}
