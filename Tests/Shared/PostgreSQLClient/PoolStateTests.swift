import PostgreSQLClient
import Testing

@Suite("Pool state")
struct PoolStateTests {
  private typealias State = PoolState<String>

  private func ask(_ state: inout State, usable: Bool = true, discarding expected: [String] = []) -> String {
    var discarded: [String] = []
    let answer = state.ask(isUsable: { _ in usable }, discarded: &discarded)
    #expect(discarded == expected)
    return switch answer {
    case .granted(.open): "open"
    case .granted(.use(let connection)): connection
    case .wait: "wait"
    case .refusedAsClosed: "closed"
    }
  }

  private func describe(_ action: State.Action) -> String {
    switch action {
    case .nothing: "nothing"
    case .hand(.open, let waiter): "open for \(waiter)"
    case .hand(.use(let connection), let waiter): "\(connection) for \(waiter)"
    case .finish: "finish"
    }
  }

  @Test("unused connections can be taken out, those in use stay")
  func takesIdle() {
    var state = State(limit: 3)
    for _ in 0..<3 { #expect(ask(&state) == "open") }
    for connection in ["a", "b"] { #expect(describe(state.giveBack(connection)) == "nothing") }
    #expect(state.takeIdle() == ["a", "b"])
    #expect(state.takeIdle().isEmpty)
    #expect(state.counts == PoolCounts(idle: 0, leased: 1, waiting: 0))
    #expect(ask(&state) == "open")
  }

  @Test("connections are opened up to the limit, then one waits; the last one back is used first")
  func bounds() {
    var state = State(limit: 2)
    #expect(ask(&state) == "open")
    #expect(ask(&state) == "open")
    #expect(ask(&state) == "wait")
    #expect(describe(state.giveBack("a")) == "nothing")
    #expect(describe(state.giveBack("b")) == "nothing")
    #expect(state.counts == PoolCounts(idle: 2, leased: 0, waiting: 0))
    #expect(ask(&state) == "b")
  }

  @Test("those who wait are served in order; a broken connection's place passes on")
  func order() {
    var state = State(limit: 1)
    #expect(ask(&state) == "open")
    state.wait(1)
    state.wait(2)
    state.wait(3)
    let hasLeft = (state.leave(2), state.leave(2))
    #expect(hasLeft == (true, false))
    #expect(describe(state.giveBack("a")) == "a for 1")
    #expect(describe(state.giveBack(nil)) == "open for 3")
    #expect(state.counts == PoolCounts(idle: 0, leased: 1, waiting: 0))
  }

  @Test("idle connections that broke are discarded, one after the other")
  func discards() {
    var state = State(limit: 2)
    _ = (ask(&state), ask(&state))
    _ = (state.giveBack("a"), state.giveBack("b"))
    #expect(ask(&state, usable: false, discarding: ["b", "a"]) == "open")
  }

  @Test("a closed pool refuses, and is done when the last place comes back")
  func closing() {
    var state = State(limit: 2)
    _ = (ask(&state), ask(&state), state.giveBack("a"))
    state.wait(1)
    let (idle, waiting) = state.close()
    #expect(idle == ["a"] && waiting == [1])
    #expect(ask(&state) == "closed")
    #expect(!state.isDrained)
    #expect(describe(state.giveBack("b")) == "finish")
    #expect(state.counts == PoolCounts())
  }
}
