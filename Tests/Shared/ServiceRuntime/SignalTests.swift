import ServiceRuntime
import Testing

@Suite("Signal", .timeLimit(.minutes(5)))
struct SignalTests {
  @Test("a wake-up while nobody waits is kept for the next who does, once")
  func kept() async {
    let signal = Signal()
    signal.set()
    signal.set()
    #expect(await signal.wait(seconds: 3600))
    #expect(await !signal.wait(seconds: 0))
  }

  @Test("who waits is woken")
  func woken() async {
    let signal = Signal()
    async let isWoken = signal.wait(seconds: 3600)
    signal.set()
    #expect(await isWoken)
  }

  @Test("who rests is not woken before his time, and what was asked meanwhile is asked once")
  func rest() async {
    let signal = Signal()
    let end = ContinuousClock.now + .milliseconds(50)
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        while !Task.isCancelled {
          signal.set()
          await Task.yield()
        }
      }
      await signal.rest(until: end)
      group.cancelAll()
    }
    #expect(ContinuousClock.now >= end)
    signal.set()
    await signal.rest(until: .now + .milliseconds(1))
    #expect(await !signal.wait(seconds: 0))
  }

  @Test("a rest that is over is none: what was asked before it is not forgotten")
  func noRest() async {
    let signal = Signal()
    signal.set()
    await signal.rest(until: .now)
    #expect(await signal.wait(seconds: 3600))
  }

  @Test("the end cuts waiting and resting short, and there is no more of either")
  func closed() async {
    let signal = Signal()
    async let waiting = signal.wait(seconds: 3600)
    signal.close()
    #expect(await !waiting)
    await signal.rest(until: .now + .seconds(3600))
    let other = Signal()
    async let resting: Void = other.rest(until: .now + .seconds(3600))
    other.close()
    await resting
  }
}
