import EventLoop
import Glibc
import Testing

@Suite("Event loop")
struct EventLoopTests {
  private actor Counter {
    let loop: EventLoop
    private(set) var value = 0
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    init(loop: EventLoop) {
      self.loop = loop
    }

    func increment() -> pthread_t {
      value += 1
      return pthread_self()
    }

    func wake(by instant: ContinuousClock.Instant) {
      loop.wake(by: instant)
    }

    func watch(_ descriptor: Int32, timeoutMilliseconds: Int32 = -1, onWake: @escaping @Sendable () -> Void) {
      loop.setWatch(.init(descriptor: descriptor, timeoutMilliseconds: timeoutMilliseconds, onWake: onWake))
    }
  }

  @Test("every job of the actor runs on one thread")
  func oneThread() async {
    let loop = EventLoop(name: "test-loop")
    let counter = Counter(loop: loop)
    let threads = await withTaskGroup(of: pthread_t.self) { group in
      for _ in 0..<200 { group.addTask { await counter.increment() } }
      return await group.reduce(into: Set<pthread_t>()) { $0.insert($1) }
    }
    #expect(threads.count == 1)
    #expect(!threads.contains(pthread_self()))
    #expect(await counter.value == 200)
    loop.stop()
  }

  @Test("a readable descriptor wakes the loop")
  func wakes() async {
    let loop = EventLoop(name: "test-loop")
    let counter = Counter(loop: loop)
    var pipes: [Int32] = [0, 0]
    #expect(pipe(&pipes) == 0)
    let (reader, writer) = (pipes[0], pipes[1])
    let (stream, continuation) = AsyncStream.makeStream(of: UInt8.self)
    await counter.watch(reader) {
      var byte: UInt8 = 0
      if read(reader, &byte, 1) == 1 { continuation.yield(byte) }
    }
    var byte: UInt8 = 42
    #expect(write(writer, &byte, 1) == 1)
    var iterator = stream.makeAsyncIterator()
    #expect(await iterator.next() == 42)
    loop.stop()
    close(reader)
    close(writer)
  }

  @Test("who asks to be woken by an instant is, once, whatever else the loop waits for")
  func alarm() async {
    let loop = EventLoop(name: "test-loop")
    let counter = Counter(loop: loop)
    let (stream, continuation) = AsyncStream.makeStream(of: ContinuousClock.Instant.self)
    await counter.watch(-1, timeoutMilliseconds: 3_600_000) { continuation.yield(.now) }
    let instant = ContinuousClock.now + .milliseconds(20)
    await counter.wake(by: instant + .seconds(3600))
    await counter.wake(by: instant)
    var iterator = stream.makeAsyncIterator()
    #expect(await iterator.next().map { $0 >= instant } == true)
    // Another watch meanwhile does not put it off.
    await counter.wake(by: .now + .milliseconds(5))
    await counter.watch(-1, timeoutMilliseconds: 3_600_000) { continuation.yield(.now) }
    #expect(await iterator.next() != nil)
    loop.stop()
  }

  @Test("what belongs to no actor runs on the loop's thread too, in a task that prefers it")
  func preference() async {
    let loop = EventLoop(name: "test-loop")
    let counter = Counter(loop: loop)
    let (before, inActor, after) = await withTaskExecutorPreference(loop.taskExecutor) {
      let before = await Self.thread()
      let inActor = await counter.increment()
      return (before, inActor, await Self.thread())
    }
    #expect(before == inActor && inActor == after)
    #expect(await Self.thread() != inActor)
    loop.stop()
  }

  /// The thread of code that no actor isolates.
  @concurrent private static func thread() async -> pthread_t { pthread_self() }

  @Test("a job enqueued after stop still runs")
  func afterStop() async {
    let loop = EventLoop(name: "test-loop")
    let counter = Counter(loop: loop)
    _ = await counter.increment()
    loop.stop()
    _ = await counter.increment()
    _ = await counter.increment()
    #expect(await counter.value == 3)
  }

  @Test("jobs do not put off the watch's deadline")
  func deadline() async {
    let loop = EventLoop(name: "test-loop")
    let counter = Counter(loop: loop)
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    await counter.watch(-1, timeoutMilliseconds: 50) { continuation.yield() }
    let jobs = Task { while !Task.isCancelled { _ = await counter.increment() } }
    var iterator = stream.makeAsyncIterator()
    #expect(await iterator.next() != nil)
    #expect(await iterator.next() != nil)
    jobs.cancel()
    await jobs.value
    loop.stop()
  }
}
