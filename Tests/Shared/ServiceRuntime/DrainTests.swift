import MessageHandling
import PostgreSQLClient
import ServiceRuntime
import Synchronization
import Testing
import Topology
import Vocabulary

extension ServiceRuntimeTests {
  @Suite("Drain of scheduled work")
  struct DrainTests {
    @Test("told to stop, what outlives the runs of scheduled work comes to its end, and is noted")
    func noted() async throws {
      let work = OutlivingWork(ends: true)
      try await Platform.with(.withWork(work), settings: ["COOPT_DRAIN_SECONDS": "60"]) { platform in
        try await platform.running { service in
          try await service.becomesReady()
          while work.runs.load(ordering: .relaxed) == 0 { await Task.yield() }
        }
        #expect(try await platform.count("select count(*)::bigint from qualification.claims") == 1)
      }
    }

    @Test("what never ends keeps nobody from stopping")
    func bounded() async throws {
      let work = OutlivingWork(ends: false)
      try await Platform.with(.withWork(work), settings: ["COOPT_DRAIN_SECONDS": "1"]) { platform in
        try await platform.running { service in try await service.becomesReady() }
        #expect(try await platform.count("select count(*)::bigint from qualification.claims") == 0)
        let wasCutOff = work.wasCutOff.load(ordering: .relaxed)
        #expect(wasCutOff)
        #expect(platform.log.all.contains { $0.contains(#""message":"stopped""#) })
      }
    }
  }
}

extension ServiceDefinition {
  fileprivate static func withWork(_ work: OutlivingWork) -> ServiceDefinition {
    ServiceDefinition(
      .qualification, migrations: candidates.migrations, handlers: candidates.handlers, scheduled: [work])
  }
}

/// Has something under way that ends only once the service stops, or never; then it is to be noted.
private final class OutlivingWork: ScheduledWork {
  let name = "outliving"
  let runs = Atomic(0)
  let wasCutOff = Atomic(false)
  private let ends: Bool
  private let isEnded = Atomic(false)
  private let isNoted = Atomic(false)

  init(ends: Bool) {
    self.ends = ends
  }

  func run(
    at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission
  ) async throws -> NextRun {
    runs.add(1, ordering: .relaxed)
    guard isEnded.load(ordering: .relaxed), !isNoted.exchange(true, ordering: .relaxed) else {
      return .whenSomethingHappens
    }
    transaction.enqueue(["insert into qualification.claims (name) values ('noted')"])
    return .whenSomethingHappens
  }

  func drain(until deadline: ContinuousClock.Instant) async -> Bool {
    guard ends else {
      try? await Task.sleep(until: deadline, clock: .continuous)
      wasCutOff.store(true, ordering: .relaxed)
      return false
    }
    isEnded.store(true, ordering: .relaxed)
    return !isNoted.load(ordering: .relaxed)
  }
}
