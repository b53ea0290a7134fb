import MessageHandling
import PostgreSQLClient
import ServiceRuntime
import Synchronization
import Testing
import Topology
import Vocabulary

extension ServiceRuntimeTests {
  @Suite("Scheduled work that rests")
  struct RestingWorkTests {
    @Test("what is handled within its rest asks for one run, and that run comes after all of it")
    func once() async throws {
      let work = RestingWork(rest: .seconds(1))
      let definition = ServiceDefinition(
        .qualification, migrations: ServiceDefinition.candidates.migrations,
        handlers: ServiceDefinition.candidates.handlers, scheduled: [work])
      try await Platform.with(definition, settings: ["COOPT_BATCH_SIZE": "1"]) { platform in
        let began = ContinuousClock.now
        try await platform.running { service in
          try await service.becomesReady()
          for number in 0..<60 {
            try await platform.send(try platform.candidate("Name \(number)"))
            _ = try await platform.toldNames(1)
          }
          while work.seen.load(ordering: .relaxed) < 60 { await Task.yield() }
        }
        let most = 3 + Int(began.duration(to: .now) / work.rest)
        #expect(work.runs.load(ordering: .relaxed) <= most)
      }
    }
  }
}

/// Looks at what was handled, and rests between two looks.
private final class RestingWork: ScheduledWork {
  let name = "resting"
  let rest: Duration
  let runs = Atomic(0)
  let seen = Atomic(0)

  init(rest: Duration) {
    self.rest = rest
  }

  func run(
    at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission
  ) async throws -> NextRun {
    let count = try await transaction.query(["select count(*)::bigint from qualification.candidates"])[0][0]
      .decode(Int.self)
    seen.store(count, ordering: .relaxed)
    runs.add(1, ordering: .relaxed)
    return .whenSomethingHappens
  }
}
