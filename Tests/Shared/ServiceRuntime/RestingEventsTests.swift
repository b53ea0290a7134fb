import MessageHandling
import PostgreSQLClient
import ServiceRuntime
import Testing
import Topology
import Vocabulary

extension ServiceRuntimeTests {
  @Suite("Events that nobody waits for")
  struct RestingEventsTests {
    @Test("what comes while the lane rests is one batch, and nothing is left over")
    func gathered() async throws {
      let rest = Duration.seconds(1)
      let definition = ServiceDefinition(
        .qualification, migrations: ServiceDefinition.candidates.migrations,
        handlers: ServiceDefinition.candidates.handlers, eventRest: rest)
      try await Platform.with(definition) { platform in
        let began = ContinuousClock.now
        try await platform.running { service in
          try await service.becomesReady()
          for number in 0..<60 { try await platform.send([try platform.candidate("Name \(number)")]) }
          #expect(try await platform.toldNames(60).count == 60)
        }
        let batches = try await platform.pool.query("select count(distinct xmin::text) from qualification.inbox")[0]
          .decode(Int.self)
        #expect(batches <= 2 + Int(began.duration(to: .now) / rest))
      }
    }
  }
}
