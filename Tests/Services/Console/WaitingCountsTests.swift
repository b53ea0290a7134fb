import ConsoleService
import Synchronization
import Testing

@Suite("What waits, counted for all who look")
struct WaitingCountsTests {
  private typealias Answer = Result<Int, DeskFailure>

  /// Counts when it is told to, and says how often it was asked.
  private final class Counter: Sendable {
    private let asked = Mutex(0)
    private let gate: AsyncStream<Void>
    private let opening: AsyncStream<Void>.Continuation
    private let begin: AsyncStream<Void>
    private let beginning: AsyncStream<Void>.Continuation

    init() {
      (gate, opening) = AsyncStream.makeStream()
      (begin, beginning) = AsyncStream.makeStream()
    }

    var times: Int { asked.withLock { $0 } }

    func open() { opening.finish() }

    /// Returns once somebody counts.
    func begun() async { for await _ in begin {} }

    func count(_ answer: Answer? = nil) async -> Answer {
      let number = asked.withLock { asked in
        asked += 1
        return asked
      }
      beginning.finish()
      for await _ in gate {}
      return answer ?? .success(number)
    }
  }

  /// One for which no time goes by, however slow the machine is.
  private func stopped() -> WaitingCounts {
    let clock = TestInstant()
    return WaitingCounts(now: { clock.now })
  }

  private static let mark = WaitingCounts.Mark(told: 3, commands: 5)

  @Test("Fifty people who look at the same time are told one count")
  func together() async {
    let (counts, counter) = (stopped(), Counter())
    let seen = await withTaskGroup(of: Int?.self) { tasks in
      for _ in 0..<50 {
        tasks.addTask { try? await counts.count(of: .hires, as: Self.mark) { await counter.count() }.get() }
      }
      counter.open()
      return await tasks.reduce(into: [Int?]()) { $0.append($1) }
    }
    #expect(seen == [Int?](repeating: 1, count: 50) && counter.times == 1)
  }

  @Test("A count of one kind is none of another")
  func kinds() async throws {
    let counts = stopped()
    for (number, kind) in WaitingKind.allCases.enumerated() {
      #expect(try await counts.count(of: kind, as: Self.mark) { .success(number) }.get() == number)
    }
    for (number, kind) in WaitingKind.allCases.enumerated() {
      #expect(try await counts.count(of: kind, as: Self.mark) { .success(-1) }.get() == number)
    }
  }

  @Test(
    "Whoever looks because something happened sees what is since then, also while it is counted",
    arguments: [WaitingCounts.Mark(told: 4, commands: 5), WaitingCounts.Mark(told: 3, commands: 6)])
  func happened(since: WaitingCounts.Mark) async throws {
    let (counts, slow) = (stopped(), Counter())
    async let before = counts.count(of: .claims, as: Self.mark) { await slow.count(.success(7)) }
    await slow.begun()
    #expect(try await counts.count(of: .claims, as: since) { .success(8) }.get() == 8)
    slow.open()
    #expect(try await before.get() == 7)
    // The older one that ended later does not stand in for the newer one.
    #expect(try await counts.count(of: .claims, as: since) { .success(9) }.get() == 8)
  }

  @Test("A count is given out for a second")
  func lifetime() async throws {
    let clock = TestInstant()
    let counts = WaitingCounts(now: { clock.now })
    #expect(try await counts.count(of: .held, as: Self.mark) { .success(1) }.get() == 1)
    clock.advance(by: WaitingCounts.lifetime - .milliseconds(1))
    #expect(try await counts.count(of: .held, as: Self.mark) { .success(2) }.get() == 1)
    clock.advance(by: .milliseconds(1))
    #expect(try await counts.count(of: .held, as: Self.mark) { .success(3) }.get() == 3)
  }

  @Test("What failed is not kept")
  func failure() async throws {
    let counts = stopped()
    let failed = await counts.count(of: .payouts, as: Self.mark) { .failure(.unreachable) }
    #expect(throws: DeskFailure.self) { try failed.get() }
    #expect(try await counts.count(of: .payouts, as: Self.mark) { .success(4) }.get() == 4)
  }
}
