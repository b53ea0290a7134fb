import AMQPClient
import Testing

@Suite("Reconnect backoff")
struct ReconnectBackoffTests {
  @Test("waits double up to the maximum, and half of each is certain")
  func doubles() {
    var backoff = ReconnectBackoff(base: 0.2, maximum: 3)
    for span in [0.2, 0.4, 0.8, 1.6, 3, 3, 3] {
      let wait = backoff.next()
      #expect(wait >= span / 2 && wait <= span)
    }
  }

  @Test("after a connection that held it begins anew")
  func reset() {
    var backoff = ReconnectBackoff(base: 0.2, maximum: 10)
    for _ in 0..<100 { _ = backoff.next() }
    #expect(backoff.next() >= 5)
    backoff.reset()
    #expect(backoff.next() <= 0.2)
  }

  @Test("two clients do not wait equally long")
  func jitter() {
    let waits = (0..<50).map { _ in
      var backoff = ReconnectBackoff(base: 1, maximum: 1)
      return backoff.next()
    }
    #expect(Set(waits).count > 40)
  }
}
