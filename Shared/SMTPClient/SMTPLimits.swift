/// How long a mail server may take, stage by stage.
///
/// A client that asks for less than RFC 5321, section 4.5.3.2, sends second copies to servers that are merely slow.
public struct SMTPLimits: Sendable {
  /// Until somebody takes the connection, which is not the RFC's: who is there answers in a moment.
  public var connection: Duration = .seconds(30)
  /// Until the greeting.
  public var greeting: Duration = .seconds(300)
  /// Until the answer to EHLO, STARTTLS, AUTH, MAIL or RCPT.
  public var command: Duration = .seconds(300)
  /// Until the answer to DATA.
  public var data: Duration = .seconds(120)
  /// Until the server has read one more piece of the letter.
  public var block: Duration = .seconds(180)
  /// Until the server says what it makes of the whole letter: the one place where giving up early makes copies.
  public var acceptance: Duration = .seconds(600)
  /// How long a connection without a letter is kept.
  public var idleness: Duration = .seconds(10)

  /// The limits of RFC 5321.
  public init() {}

  /// The limit on an answer at a stage, or on a piece of the letter.
  public subscript(stage: SMTPStage) -> Duration {
    switch stage {
    case .connection: connection
    case .greeting: greeting
    case .hello, .encryption, .authentication, .sender, .senderOfInternationalLetter, .recipient: command
    case .data: data
    case .content: block
    case .acceptance: acceptance
    }
  }
}
