import NotificationsService
import SMTPClient
import Synchronization
import Vocabulary

/// Takes letters as a test says, and remembers them.
final class ScriptedCarrier: MailCarrier {
  /// Says how the dialogue about a letter to an address ends, when that was tried a number of times before; waits, where
  /// it does, with a server that can be used.
  typealias Script = @Sendable (_ recipient: String, _ before: Int) async -> SMTPOutcome
  /// What a script waits for.
  typealias Wait = @Sendable (_ recipient: String) async -> Void

  let connections: Int
  private let script: Script
  private let wait: Wait?
  private let letters = Mutex<[(recipient: String, text: String, outcome: SMTPOutcome?)]>([])

  init(connections: Int = 4, waiting wait: Wait? = nil, script: @escaping Script) {
    self.connections = connections
    self.script = script
    self.wait = wait
  }

  func send(
    _ letter: [UInt8], from sender: String, to recipient: String, onUse: @escaping @Sendable () -> Void
  ) async -> SMTPOutcome {
    let (place, before) = letters.withLock { letters in
      letters.append((recipient, String(decoding: letter, as: UTF8.self), nil))
      return (letters.count - 1, letters.count { $0.recipient == recipient } - 1)
    }
    let outcome = await script(recipient, before)
    if outcome.stage.concernsLetter { onUse() }
    await wait?(recipient)
    letters.withLock { $0[place].outcome = outcome }
    return outcome
  }

  /// The letters to an address that were begun, in their order.
  func letters(to recipient: String) -> [String] {
    letters.withLock { $0.filter { $0.recipient == recipient }.map(\.text) }
  }

  /// What ended the dialogues about an address.
  func outcomes(to recipient: String) -> [SMTPOutcome] {
    letters.withLock { $0.filter { $0.recipient == recipient }.compactMap(\.outcome) }
  }

  /// How many letters were begun.
  var count: Int { letters.withLock { $0.count } }
}

/// A clock that a test sets.
final class TestClock: Sendable {
  private let instant = Mutex(Timestamp.now)

  var now: Timestamp { instant.withLock { $0 } }

  func set(_ now: Timestamp) {
    instant.withLock { $0 = now }
  }
}

/// Lets whoever waits pass once it is open.
actor Gate {
  private var isOpen = false
  private var waiters: [CheckedContinuation<Void, Never>] = []

  func open() {
    isOpen = true
    waiters.forEach { $0.resume() }
    waiters = []
  }

  func pass() async {
    guard !isOpen else { return }
    await withCheckedContinuation { waiters.append($0) }
  }
}
