import AMQPClient
import FoundationEssentials
import Glibc
import Messages
import Synchronization
import Topology
import Vocabulary

/// A scenario while it is played: a host, a relay, the platform's side, the program, and what happened so far.
final class Scene: Sendable {
  /// The scenario cannot go on; why is among the findings.
  struct Stopped: Error {}

  private struct State {
    var findings: [Finding] = []
    var program: ProgramUnderTest?
    var runs = 0
    var lastStep = 0
    var lastMarker = 0
    var isSkipped = false
    var works = true
    /// Where each step was ordered, in the journal.
    var places: [Int: Int] = [:]
    var random: SeededRandom
  }

  let role: Role
  let host: ThrowAwayHost
  let platform: PlayedPlatform
  let relay: BrokerRelay
  let journal: Journal<Happening>
  /// How long anything that is waited for may take.
  let patience: Duration
  private let launch: Launch
  private let directory: String
  private let launched: AsyncStream<ProgramUnderTest>.Continuation
  private let programs: AsyncStream<ProgramUnderTest>
  private let state: Mutex<State>

  init(
    _ role: Role, _ launch: Launch, on host: ThrowAwayHost, by broker: AMQPEndpoint, heartbeat: UInt16?,
    patience: Duration, seed: UInt64, directory: String
  ) async throws {
    let journal = Journal<Happening>()
    self.role = role
    self.launch = launch
    self.host = host
    self.journal = journal
    self.patience = patience
    self.directory = directory
    platform = PlayedPlatform(host) { journal.append(.arrived($0)) }
    relay = try await BrokerRelay(to: broker, heartbeat: heartbeat) { journal.append(.wire($0)) }
    (programs, launched) = AsyncStream.makeStream()
    state = Mutex(State(random: SeededRandom(seed: seed)))
  }

  /// Plays a scenario to its end, and whatever comes of it ends what was started; throws what is no fault of the
  /// program.
  func play(_ scenario: Scenario) async throws -> ScenarioReport {
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { await self.relay.run() }
      tasks.addTask { await self.platform.run() }
      tasks.addTask {
        await withDiscardingTaskGroup { running in
          for await program in self.programs { running.addTask { await program.run() } }
        }
      }
      let outcome: Result<Void, any Error>
      do {
        try await platform.ready()
        outcome = .success(try await scenario.play(self))
      } catch {
        outcome = .failure(error)
      }
      await state.withLock(\.program)?.kill()
      launched.finish()
      await platform.finish()
      tasks.cancelAll()
      do {
        try outcome.get()
      } catch is Stopped {
        // What is known by now is the report.
      }
      try Task.checkCancellation()
    }
    lookAtRefusals()
    let (findings, isSkipped) = state.withLock { ($0.findings, $0.isSkipped) }
    return ScenarioReport(scenario: scenario.name, findings: findings, isSkipped: isSkipped, complaints: complaints)
  }

  // MARK: Findings

  /// Notes what came of a check.
  func expect(_ check: Check, _ holds: Bool, seen: @autoclosure () -> String) {
    let finding = Finding(check, holds: holds, seen: holds ? "" : seen())
    state.withLock { $0.findings.append(finding) }
  }

  /// The same, and ends the scenario where it does not hold.
  func require(_ check: Check, _ holds: Bool, seen: @autoclosure () -> String) throws {
    expect(check, holds, seen: seen())
    if !holds { throw Stopped() }
  }

  /// Ends the scenario: the program does not do such a thing, and need not.
  func skip() -> Stopped {
    state.withLock { $0.isSkipped = true }
    return Stopped()
  }

  /// What the broker refused is a finding in every scenario.
  private func lookAtRefusals() {
    for case .close(let code, let text, let method)? in journal.entries.map(\.method) where code != 200 && code != 320 {
      let refusal = BrokerRefusal(code: code, text: text, method: method)
      let check = Check("nothing-refused-by-the-broker", contract: Check.refusals.contract, change: refusal.change)
      expect(check, false, seen: "the broker closed the channel: \(code) \(text)")
    }
    if journal.entries.contains(where: { $0.fact == .malformed }) {
      expect(.refusals, false, seen: "what the program sends is no AMQP 0-9-1")
    }
  }

  private var complaints: [String] {
    let all = journal.entries.compactMap { entry -> String? in
      if case .program(.complained(let line)) = entry { line } else { nil }
    }
    return Array(all.suffix(8))
  }

  // MARK: The program

  /// Starts the program, once more where it was ended before.
  func start() async throws {
    let run = state.withLock { state in
      state.runs += 1
      return state.runs
    }
    let variables = [
      role.variable: host.url(of: role.login, port: relay.port), "COOPT_CONFORMANCE_STATE": directory,
    ]
    let program: ProgramUnderTest
    do {
      program = try await .start(
        launch, variables: variables, name: "\(host.place.virtualHost)-\(run)", state: directory
      ) { [self] fact in
        journal.append(.program(fact))
        if case .said(.told(let id)) = fact, state.withLock(\.works) { self.worked(id) }
      }
    } catch {
      expect(.answers, false, seen: "\(error)")
      throw Stopped()
    }
    state.withLock { $0.program = program }
    launched.yield(program)
  }

  /// Ends the program in the middle of what it does.
  func kill() async {
    await state.withLock(\.program)?.kill()
  }

  /// Tells the program that it is done, and waits for its end; one that goes on is told by a signal.
  func end() async {
    guard let program = state.withLock(\.program) else { return }
    program.send(Order("end").document)
    program.closeInput()
    let endsByItself = await program.ended(within: role == .publisher ? patience : .seconds(2))
    if role == .publisher {
      let status = journal.entries.compactMap(\.status).last
      expect(.endsWell, endsByItself && status == 0, seen: status.map { "exit status \($0)" } ?? "it went on")
    }
    if !endsByItself { await program.stop(within: .seconds(5)) }
  }

  /// Gives an order; the step that its answer names.
  @discardableResult
  func order(_ word: String, _ fields: JSONObject = [:]) -> Int {
    let step = state.withLock { state in
      state.lastStep += 1
      return state.lastStep
    }
    order(word, fields, again: step)
    return step
  }

  /// Gives an order under a step that was not answered.
  func order(_ word: String, _ fields: JSONObject, again step: Int) {
    let place = journal.count
    state.withLock { $0.places[step] = place }
    state.withLock(\.program)?.send(Order(word, step: step, fields).document)
  }

  /// Where a step was ordered, in the journal.
  func place(of step: Int) -> Int {
    state.withLock { $0.places[step] ?? 0 }
  }

  /// Says that the work on a notification is done.
  func worked(_ id: String) {
    state.withLock(\.program)?.send(["worked": .string(id)])
  }

  /// Whether work on notifications is done as soon as it is handed over.
  func works(_ atOnce: Bool) {
    state.withLock { $0.works = atOnce }
  }

  /// Waits for something; nil where it does not come in time, or the program ends before.
  func wait(
    from start: Int = 0, within limit: Duration? = nil, for matches: @escaping @Sendable (Happening) -> Bool
  ) async -> Happening? {
    let found = await journal.first(from: start, within: limit ?? patience) { matches($0) || $0.status != nil }
    return found.flatMap { matches($0) ? $0 : nil }
  }

  /// Waits until something happened so many times; the last of them, or nil as for `wait`.
  func wait(
    times: Int, from start: Int = 0, for matches: @escaping @Sendable (Happening) -> Bool
  ) async -> Happening? {
    var place = start - 1
    for _ in 0..<times {
      let next = await journal.place(from: place + 1, within: patience) { matches($0) || $0.status != nil }
      guard let next, matches(journal.entries[next]) else { return nil }
      place = next
    }
    return journal.entries[place]
  }

  /// Waits for the answer to a step; ends the scenario where none comes.
  func answer(to step: Int) async throws -> ProgramLine {
    // A word on a step that nobody had ordered yet answers nothing.
    let start = max(state.withLock(\.runs) > 1 ? afterLastEnd : 0, place(of: step))
    guard let line = await wait(from: start, for: { $0.line?.step == step })?.line else {
      let status = journal.entries.dropFirst(start).compactMap(\.status).first
      expect(
        .answers, false,
        seen: status.map { "it ended with status \($0) without an answer to step \(step)" }
          ?? "no answer to step \(step) within \(patience.components.seconds) s")
      throw Stopped()
    }
    expect(.answers, true, seen: "")
    return line
  }

  /// Waits until a step is done; ends the scenario where it is not.
  func done(_ step: Int, _ check: Check = .does) async throws {
    let line = try await answer(to: step)
    if case .unsupported = line { throw skip() }
    guard line != .done(step: step) else { return expect(check, true, seen: "") }
    // Why the platform refused it says more than that it did.
    guard try await lookAtReading() else { throw Stopped() }
    try require(check, false, seen: "the program answered: \(line)")
  }

  /// Where the present run of the program begins in the journal.
  var afterLastEnd: Int {
    (journal.entries.lastIndex { $0.status != nil }).map { $0 + 1 } ?? 0
  }

  // MARK: The platform

  /// Waits until everything that the program published so far was read.
  func settle() async throws {
    let text = state.withLock { state in
      state.lastMarker += 1
      return "marker-\(state.lastMarker)"
    }
    let (exchange, key): (Exchange, String) =
      role == .payer ? (.integration, "payout.confirmed") : (.integration, "hire.reported")
    try await platform.mark(text, exchange: exchange, routingKey: key)
    guard await journal.first(within: patience, where: { $0.marker == text }) != nil else {
      throw AMQPError(.timeout, "the broker does not deliver what the kit publishes to itself")
    }
  }

  /// What the platform read of the program so far.
  var arrivals: [Arrival] { journal.entries.compactMap(\.arrival) }

  /// Something that the seed decides.
  func random<Value>(_ body: (inout SeededRandom) -> Value) -> Value {
    state.withLock { body(&$0.random) }
  }
}
