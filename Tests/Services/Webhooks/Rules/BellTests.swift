import Testing
import WebhooksService

@Suite("What wakes a resident", .timeLimit(.minutes(15))) struct BellTests {
  @Test("what rang while nobody waited is heard by the next who does, once")
  func kept() async {
    let bell = Bell()
    bell.ring()
    bell.ring()
    #expect(await bell.wait(seconds: 3600))
    #expect(await bell.wait(seconds: 0))
  }

  @Test("who waits is woken, and once it is closed nobody waits any more")
  func woken() async {
    let bell = Bell()
    async let isOpen = bell.wait(seconds: 3600)
    bell.ring()
    #expect(await isOpen)
    async let isClosed = bell.wait(seconds: 3600)
    bell.close()
    #expect(await !isClosed)
    #expect(await !bell.wait(seconds: 3600))
    #expect(bell.isClosed)
  }

  @Test("who is cancelled waits no longer")
  func cancelled() async {
    let bell = Bell()
    let waiting = Task { await bell.wait(seconds: 3600) }
    waiting.cancel()
    #expect(await !waiting.value)
  }
}
