/// How far a connection that libcurl opens has come, by what it says and hears, as a value.
struct SMTPOpening {
  /// Where it stands.
  private(set) var stage = SMTPStage.connection
  /// When that began, or when something was said or heard last.
  private(set) var since: ContinuousClock.Instant
  /// The code of the answer to what was said last.
  private(set) var reply: Int?
  /// What the server said it can in its last answer to EHLO, in upper case.
  private(set) var extensions: Set<String> = []

  init(at now: ContinuousClock.Instant) {
    self.since = now
  }

  /// Somebody has taken the connection.
  mutating func connected(at now: ContinuousClock.Instant) {
    guard stage == .connection else { return }
    stage = .greeting
    since = now
  }

  /// The client says something.
  mutating func said(_ line: some StringProtocol, at now: ContinuousClock.Instant) {
    connected(at: now)
    since = now
    reply = nil
    switch line.prefix(while: { !$0.isWhitespace }).uppercased() {
    case "EHLO", "HELO":
      stage = .hello
      extensions = []
    case "STARTTLS": stage = .encryption
    case "AUTH": stage = .authentication
    // What AUTH goes on with.
    default: break
    }
  }

  /// The server has said a line.
  mutating func heard(_ line: some StringProtocol, at now: ContinuousClock.Instant) {
    connected(at: now)
    reply = Int(line.prefix(3))
    guard stage == .hello, reply == 250 else { return }
    let word = line.dropFirst(4).prefix { !$0.isWhitespace }
    if !word.isEmpty { extensions.insert(word.uppercased()) }
  }
}
