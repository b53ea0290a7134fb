import EventLoop

/// A connection to a mail server that is opened when a letter wants it, and kept a while for the next.
///
/// libcurl blocks, and a server may take minutes: so each connection has a thread of its own.
actor SMTPConnection {
  private let configuration: SMTPConfiguration
  private let loop = EventLoop(name: "smtp")
  private var session: SMTPSession?

  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  init(_ configuration: SMTPConfiguration) {
    self.configuration = configuration
  }

  deinit {
    loop.stop()
  }

  /// Hands over one letter and says how that ended.
  func send(_ letter: [UInt8], from sender: MailAddress, to recipient: MailAddress, onUse: () -> Void) -> SMTPOutcome {
    loop.setWatch(nil)
    let isKept = session != nil
    let outcome = converse(letter, from: sender, to: recipient, onUse: onUse)
    // A server may close a connection that it was not spoken to on for a while, with a word or without: nothing is said
    // of the letter or of the server by that.
    let isStale =
      isKept && session == nil && [.sender, .senderOfInternationalLetter].contains(outcome.stage)
    let final = isStale ? converse(letter, from: sender, to: recipient, onUse: onUse) : outcome
    keep()
    return final
  }

  private func converse(_ letter: [UInt8], from sender: MailAddress, to recipient: MailAddress, onUse: () -> Void)
    -> SMTPOutcome
  {
    var transaction = MailTransaction(letter, from: sender, to: recipient)
    do throws(SMTPFailure) {
      let session = try opened()
      var action = transaction.start(offered: session.extensions)
      while true {
        switch action {
        case .end(let outcome):
          if outcome.verdict != .delivered { reset(after: outcome) }
          return outcome
        case .say(let bytes, let stage):
          action = transaction.received(try ask(bytes, at: stage, of: session))
          if case .say(_, .recipient) = action { onUse() }
        }
      }
    } catch {
      session = nil
      return error.outcome ?? SMTPOutcome(transaction.stage, error.event, detail: configuration.target)
    }
  }

  private func opened() throws(SMTPFailure) -> SMTPSession {
    if let session { return session }
    let opened = try SMTPSession(configuration)
    session = opened
    return opened
  }

  /// Says something and waits for the answer, which may come while there is still something to be said.
  private func ask(_ bytes: [UInt8], at stage: SMTPStage, of session: SMTPSession) throws(SMTPFailure) -> Int {
    do throws(SMTPFailure) {
      try session.say(bytes)
    } catch {
      // Who hangs up in the middle of a letter has often said why.
      guard error.event == .hungUp, let code = try? session.hear(until: .now + .seconds(1)), code >= 400 else {
        throw stage == .acceptance
          ? SMTPFailure(SMTPOutcome(.content, error.event, detail: configuration.target)) : error
      }
      return code
    }
    return try session.hear(until: .now + configuration.limits[stage])
  }

  /// Has the server forget a letter that it did not take, and gives the connection up where it does not.
  private func reset(after outcome: SMTPOutcome) {
    guard let session, outcome.isConnectionUsable, (try? session.say(Array("RSET\r\n".utf8))) != nil,
      (try? session.hear(until: .now + Self.timeToForget)) == 250
    else { return session = nil }
  }

  /// Nothing is lost by opening another connection: no need for minutes.
  private static let timeToForget = Duration.seconds(5)

  /// Keeps the connection until its time is over or the server says or does anything.
  private func keep() {
    guard let session else { return }
    loop.setWatch(
      EventLoop.Watch(
        descriptor: session.socket, timeoutMilliseconds: Int32(configuration.limits.idleness / .milliseconds(1))
      ) { [weak self] in self?.assumeIsolated { $0.leave() } })
  }

  private func leave() {
    loop.setWatch(nil)
    guard let session else { return }
    // Its answer is of no interest.
    try? session.say(Array("QUIT\r\n".utf8))
    self.session = nil
  }
}

extension SMTPOutcome {
  /// Whether another letter may go over the connection: not where the server closes it, or answers what was not asked.
  fileprivate var isConnectionUsable: Bool {
    event != .unreadable && replyCode != 421 && verdict != .serverAtFault
  }
}
