import ConsoleDomain
import ConsoleService
import Testing
import Vocabulary

@Suite("Sessions") struct SessionStoreTests {
  private let limits = SessionLimits(idle: .seconds(100), whole: .seconds(1000), ofPerson: 3, ofAll: 5)
  private let begin = ContinuousClock.now

  private func session(_ subject: String, token: String = "token") -> Session {
    Session(subject: subject, name: "Name", roles: [.reader], formToken: token, idToken: "id")
  }

  private func after(_ seconds: Int) -> ContinuousClock.Instant { begin + .seconds(seconds) }

  @Test("one ends when nobody comes for so long")
  func idle() {
    let store = SessionStore(limits)
    let key = store.begin(session("a"), at: begin)
    #expect(store.session(key, at: after(99)) != nil)
    #expect(store.session(key, at: after(198)) != nil)
    #expect(store.session(key, at: after(298)) == nil)
    // What has ended has ended, whatever the clock says then.
    #expect(store.session(key, at: after(299)) == nil)
    #expect(store.count == 0)
  }

  @Test("one ends when its whole time is over, however often somebody comes")
  func whole() {
    let store = SessionStore(limits)
    let key = store.begin(session("a"), at: begin)
    for second in stride(from: 50, to: 1000, by: 50) { #expect(store.session(key, at: after(second)) != nil) }
    #expect(store.session(key, at: after(1000)) == nil)
  }

  @Test("what a page asks for by itself keeps nobody signed in")
  func quiet() {
    let store = SessionStore(limits)
    let key = store.begin(session("a"), at: begin)
    for second in stride(from: 10, to: 100, by: 10) {
      #expect(store.session(key, isPerson: false, at: after(second)) != nil)
    }
    #expect(store.session(key, isPerson: false, at: after(100)) == nil)
  }

  @Test("signing out ends it for every copy of the key, and nobody else's")
  func end() {
    let store = SessionStore(limits)
    let (key, other) = (store.begin(session("a"), at: begin), store.begin(session("a"), at: begin))
    store.end(key)
    store.end(key)
    store.end("nonsense")
    #expect(store.session(key, at: begin) == nil)
    #expect(store.session(other, at: begin) != nil)
  }

  @Test(
    "signing in again gives another key, ends what the browser showed, and lets open pages of the same person go on")
  func again() throws {
    let store = SessionStore(limits)
    let first = store.begin(session("a", token: "one"), at: begin)
    store.change(first) { $0.language = .english }
    let second = store.begin(session("a", token: "two"), replacing: first, at: begin)
    #expect(first != second)
    #expect(store.session(first, at: begin) == nil)
    #expect(store.session(second, at: begin)?.formToken == "one")
    #expect(store.session(second, at: begin)?.language == .english)
    // Another person's pages are not theirs, and neither is what has run out.
    let third = store.begin(session("b", token: "three"), replacing: second, at: begin)
    #expect(store.session(third, at: begin)?.formToken == "three")
    #expect(store.session(third, at: begin)?.language == nil)
    let fourth = store.begin(session("b", token: "four"), replacing: third, at: after(100))
    #expect(store.session(fourth, at: after(100))?.formToken == "four")
  }

  @Test("a person has so many, and the one used least lately goes")
  func ofPerson() {
    let store = SessionStore(limits)
    let keys = (0..<3).map { store.begin(session("a"), at: after($0)) }
    _ = store.session(keys[0], at: after(10))
    let fourth = store.begin(session("a"), at: after(11))
    #expect(
      [keys[0], keys[1], keys[2], fourth].map { store.session($0, at: after(12)) != nil } == [true, false, true, true])
  }

  @Test("all have so many, and the one used least lately goes")
  func ofAll() {
    let store = SessionStore(limits)
    let keys = (0..<9).map { store.begin(session("\($0)"), at: after($0)) }
    #expect(store.count == 5)
    #expect(
      keys.map { store.session($0, at: after(10)) != nil } == [Bool](repeating: false, count: 4)
        + [Bool](repeating: true, count: 5))
  }

  @Test("whoever waits for its end hears of it: signed out, replaced, pushed out, run out")
  func watched() async {
    let store = SessionStore(limits)
    let key = store.begin(session("a"))
    async let out: Void = store.ended(key)
    async let replaced: Void = {
      let old = store.begin(session("b"))
      async let ended: Void = store.ended(old)
      _ = store.begin(session("b"), replacing: old)
      await ended
    }()
    await replaced
    store.end(key)
    await out
    await store.ended("nonsense")
    let short = SessionStore(SessionLimits(idle: .milliseconds(20), whole: .seconds(10)))
    await short.ended(short.begin(session("c")))
    #expect(store.session(key) == nil)
  }

  @Test("keys are long, and none is like another")
  func keys() {
    let store = SessionStore(SessionLimits(idle: .seconds(1), whole: .seconds(1)))
    let keys = (0..<100).map { store.begin(session("\($0)"), at: begin) }
    #expect(Set(keys).count == 100 && keys.allSatisfy { $0.utf8.count == 43 })
  }
}

@Suite("Attempts to sign in") struct SignInAttemptsTests {
  private let begin = ContinuousClock.now

  @Test("each tab of a browser comes back, once, and no other browser in its place")
  func tabs() {
    let attempts = SignInAttempts()
    let (one, two) = (SignInAttempt(back: "/hires"), SignInAttempt(back: "/offers"))
    attempts.begin(one, in: "browser", at: begin)
    attempts.begin(two, in: "browser", at: begin)
    #expect(Set([one.state, one.nonce, one.verifier, two.state, two.nonce, two.verifier]).count == 6)
    #expect(attempts.take(one.state, in: "other", at: begin) == nil)
    #expect(attempts.take(one.state, in: "", at: begin) == nil)
    #expect(attempts.take(two.state, in: "browser", at: begin)?.back == "/offers")
    #expect(attempts.take(one.state, in: "browser", at: begin)?.back == "/hires")
    #expect(attempts.take(one.state, in: "browser", at: begin) == nil)
  }

  @Test("who takes longer than ten minutes begins anew")
  func late() {
    let attempts = SignInAttempts()
    let attempt = SignInAttempt(back: "/today")
    attempts.begin(attempt, in: "browser", at: begin)
    #expect(attempts.take(attempt.state, in: "browser", at: begin + .seconds(600)) == nil)
    #expect(attempts.count == 0)
  }

  @Test("however many call, so many are kept, and the newest comes back")
  func many() {
    let attempts = SignInAttempts(limit: 20)
    for index in 0..<500 {
      let attempt = SignInAttempt(back: "/today")
      attempts.begin(attempt, in: "browser", at: begin + .milliseconds(index))
      #expect(attempts.count <= 20)
      if index == 499 { #expect(attempts.take(attempt.state, in: "browser", at: begin + .seconds(1)) != nil) }
    }
  }
}
