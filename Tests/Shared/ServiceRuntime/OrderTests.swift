import AMQPClient
import Foundation
import MessageHandling
import Messages
import PostgreSQLClient
import ServiceRuntime
import ServiceTesting
import TestStack
import Testing
import Topology
import Vocabulary

extension ServiceRuntimeTests {
  @Suite("Order of what is told")
  struct OrderTests {
    @Test("what a batch of several types causes is told in the order of its causes", arguments: 0..<4 as Range<UInt64>)
    func causes(seed: UInt64) async throws {
      let definition = ServiceDefinition(
        .qualification, migrations: ServiceDefinition.candidates.migrations,
        handlers: ServiceDefinition.candidates.handlers + [.event(TellOfRecommendation())])
      try await Platform.with(definition, settings: ["COOPT_EVENTS_PER_MESSAGE": "1"]) { platform in
        var generator = SeededGenerator(seed: seed)
        var expected: [String] = []
        // Sent before the service runs, so that they come in one batch.
        let messages = try (0..<40).map { number in
          if Bool.random(using: &generator) {
            expected.append("Name \(number)")
            return try platform.candidate("Name \(number)")
          }
          let recommendation = RecommendationAttributed.any()
          expected.append(recommendation.offerId.description)
          return try platform.event(recommendation)
        }
        try await platform.send(messages)
        try await platform.running { _ in
          let told = try await platform.toldNames(40)
          #expect(told == expected)
        }
      }
    }
  }
}

/// Tells of a recommendation by its offer.
struct TellOfRecommendation: EventHandler {
  func load(_ messages: [Incoming<RecommendationAttributed>], in transaction: Transaction) async throws -> Int { 0 }

  func decide(
    _ message: Incoming<RecommendationAttributed>, on state: inout Int, emitting emission: inout Emission
  ) throws(Problem) {
    emission.publish(
      CandidateQualified(
        recommendationId: message.data.recommendationId, memberId: message.data.memberId, offerId: message.data.offerId,
        reason: message.data.offerId.description))
  }

  func save(_ state: Int) -> [Statement] { [] }
}

extension RecommendationAttributed {
  /// A recommendation of anybody.
  static func any() -> RecommendationAttributed {
    RecommendationAttributed(
      recommendationId: .make(), offerId: .make(), companyId: .make(), memberId: .make(), candidateId: .make(),
      quote: Quote(level: .beginner, amountCents: 50_000, policyVersion: 1), conflictOfInterest: false)
  }
}
