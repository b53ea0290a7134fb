import ConsoleService
import Synchronization
import Testing

@Suite struct SharedLookTests {
  /// Lets somebody wait until it is opened.
  private final class Gate: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    func open() { continuation.finish() }
    func passed() async { for await _ in stream {} }
  }

  @Test("Who asks while somebody looks shares the next look, which begins when all is back in its place")
  func sharesTheNextLook() async throws {
    let (first, entered) = (Gate(), Gate())
    let happened = Mutex<[String]>([])
    let number = Mutex(0)
    let look = SharedLook {
      let mine = number.withLock {
        $0 += 1
        return $0
      }
      happened.withLock { $0.append("look \(mine)") }
      if mine == 1 {
        entered.open()
        await first.passed()
      }
      return mine
    } settling: { seen in
      happened.withLock { $0.append("back \(seen)") }
    }
    async let one = look.seen()
    await entered.passed()
    #expect(await look.isBusy)
    let others = (1...20).map { _ in Task { try await look.seen() } }
    // Each of them has asked before the first look ends: an actor takes its callers in turn, this one last.
    var asked = 0
    while asked < 20 {
      await Task.yield()
      asked = await look.waiting
    }
    first.open()
    #expect(try await one == 1)
    for other in others { #expect(try await other.value == 2) }
    #expect(await look.begun == 2)
    #expect(happened.withLock { $0 }.prefix(3) == ["look 1", "back 1", "look 2"])
  }

  @Test("What is done exclusively is done while nobody looks, and a look that fails keeps nobody from the next")
  func exclusivelyAndFailing() async throws {
    struct Away: Error {}
    let fails = Mutex(true)
    let look = SharedLook<Int> {
      if fails.withLock({ $0 }) { throw Away() }
      return 7
    }
    await #expect(throws: Away.self) { try await look.seen() }
    fails.withLock { $0 = false }
    #expect(try await look.exclusively { 3 } == 3)
    #expect(try await look.seen() == 7)
  }
}
