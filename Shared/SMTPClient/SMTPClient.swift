import Synchronization

/// Hands letters over to a mail server, several at once over a bounded number of connections: one that the server takes
/// minutes for does not hold up the others.
public final class SMTPClient: Sendable {
  private struct State {
    /// The one used last is used next, so that those beyond need come to rest.
    var idle: [SMTPConnection]
    var line: [CheckedContinuation<SMTPConnection, Never>] = []
  }

  /// How many letters are handed over at once at most; the others wait in line.
  public let connections: Int
  private let state: Mutex<State>

  /// A client that connects with its first letter.
  public init(_ configuration: SMTPConfiguration, connections: Int = 1) {
    precondition(connections > 0, "a mail client needs a connection")
    self.connections = connections
    self.state = Mutex(State(idle: (0..<connections).map { _ in SMTPConnection(configuration) }))
  }

  /// Hands over one letter (RFC 5322, lines ended by CR LF) and says how that ended, after half an hour at the latest.
  ///
  /// Addresses are without angle brackets; their domains may be beyond ASCII, and go out as A-labels. `onUse` is called
  /// once the server has taken the sender: it can be used then, whatever it makes of the letter, and when.
  public func send(
    _ letter: [UInt8], from sender: String, to recipient: String, onUse: @escaping @Sendable () -> Void = {}
  ) async -> SMTPOutcome {
    guard let sender = MailAddress(sender) else { return SMTPOutcome(.sender, .notAnAddress) }
    guard let recipient = MailAddress(recipient) else { return SMTPOutcome(.recipient, .notAnAddress) }
    let connection = await withCheckedContinuation { borrow($0) }
    let outcome = await connection.send(letter, from: sender, to: recipient, onUse: onUse)
    giveBack(connection)
    return outcome
  }

  private func borrow(_ borrower: CheckedContinuation<SMTPConnection, Never>) {
    let connection = state.withLock { state in
      let connection = state.idle.popLast()
      if connection == nil { state.line.append(borrower) }
      return connection
    }
    if let connection { borrower.resume(returning: connection) }
  }

  private func giveBack(_ connection: SMTPConnection) {
    let next = state.withLock { state -> CheckedContinuation<SMTPConnection, Never>? in
      guard state.line.isEmpty else { return state.line.removeFirst() }
      state.idle.append(connection)
      return nil
    }
    next?.resume(returning: connection)
  }
}
