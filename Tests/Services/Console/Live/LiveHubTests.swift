import ConsoleDomain
import ConsoleService
import FoundationEssentials
import Synchronization
import Testing
import Vocabulary

@Suite struct LiveHubTests {
  /// A clock that a test moves.
  private final class Hands: Sendable {
    private let instant: Mutex<Timestamp>

    init(_ text: String) { instant = Mutex(Timestamp(text)!) }

    var now: Timestamp { instant.withLock { $0 } }
    func move(to text: String) { instant.withLock { $0 = Timestamp(text)! } }
  }

  private func hub(_ hands: Hands) throws -> LiveHub {
    LiveHub(zone: try #require(TimeZone(identifier: "Europe/Paris")), now: { hands.now })
  }

  @Test("Whoever listens hears the state first, then what is new today, once")
  func listens() async throws {
    let hub = try hub(Hands("2026-11-29T12:00:00Z"))
    hub.change { $0.isBrokerThere = true }
    var signals = try #require(hub.listen()).makeAsyncIterator()
    let event = StaffEvent.sample("member-joined", at: Timestamp("2026-11-29T11:00:00Z")!)
    let old = StaffEvent.sample("member-joined", at: Timestamp("2026-11-28T11:00:00Z")!)
    hub.take([old, event])
    hub.take([event])
    hub.change { $0.isBrokerThere = true }
    hub.change { $0.isFollowing = true }
    guard case .state(let first)? = await signals.next(), case .told(let told)? = await signals.next(),
      case .state(let second)? = await signals.next()
    else {
      Issue.record("other signals")
      return
    }
    #expect(first.isBrokerThere && !first.isFollowing)
    #expect(told == [event])
    #expect(second.isBrokerThere && second.isFollowing)
    #expect(hub.look().yesterday.members == 1)
  }

  @Test("The day is that of the platform's zone: at its midnight another one begins")
  func midnight() throws {
    let hands = Hands("2026-11-29T22:59:59Z")
    let hub = try hub(hands)
    hub.take([.sample("member-joined", at: hands.now)])
    #expect(hub.look().day == CalendarDay("2026-11-29"))
    #expect(hub.look().figures.members == 1)
    #expect(hub.beginning == Timestamp("2026-11-27T23:00:00Z"))
    hands.move(to: "2026-11-29T23:00:00Z")
    #expect(hub.look().day == CalendarDay("2026-11-30"))
    #expect(hub.look().figures.members == 0)
    #expect(hub.look().yesterday.members == 1)
    #expect(hub.look().events.isEmpty)
  }

  @Test("Who reads too slowly is sent away; others hear all of it")
  func slow() async throws {
    let hub = try hub(Hands("2026-11-29T12:00:00Z"))
    let slow = try #require(hub.listen())
    // The state waits in the buffer, too.
    for _ in 1..<LiveHub.buffer { hub.beat() }
    #expect(hub.listeners == 1)
    hub.beat()
    #expect(hub.listeners == 0)
    var count = 0
    for await _ in slow { count += 1 }
    #expect(count == LiveHub.buffer)
  }

  @Test("Who goes is forgotten; once it is closed, nobody listens")
  func ends() async throws {
    let hub = try hub(Hands("2026-11-29T12:00:00Z"))
    let signals = try #require(hub.listen())
    #expect(hub.listeners == 1)
    hub.close()
    for await _ in signals {}
    #expect(hub.listeners == 0)
    #expect(hub.listen() == nil)
  }
}
