/// How the dialogue about one letter ended: where, and by what.
public struct SMTPOutcome: Sendable, Hashable {
  /// What ended a dialogue.
  public enum Event: Sendable, Hashable {
    /// The server's answer: three digits (RFC 5321, section 4.2).
    case reply(Int)
    /// The connection could not be made, or broke off.
    case hungUp
    /// The server said nothing within the stage's time.
    case timedOut
    /// What came is no answer (RFC 5321, section 4.2), or none that fits the question.
    case unreadable
    /// The connection cannot be encrypted as it has to be.
    case notEncrypted
    /// The address has letters beyond ASCII before its "@", and the server does not offer SMTPUTF8 (RFC 6531).
    case lacksInternationalAddresses
    /// The address has no form that can be sent, such as a domain with an overlong label.
    case notAnAddress
  }

  /// Where it ended.
  public let stage: SMTPStage
  /// What ended it.
  public let event: Event
  /// What more is known, for logs: of the server and of libcurl, never of the letter.
  public let detail: String

  public init(_ stage: SMTPStage, _ event: Event, detail: String = "") {
    self.stage = stage
    self.event = event
    self.detail = detail
  }

  /// The server's answer, where there was one.
  public var replyCode: Int? {
    if case .reply(let code) = event { code } else { nil }
  }

  /// The event in one word, for logs and metrics: the reply code, or why there is none.
  public var word: String {
    switch event {
    case .reply(let code): String(code)
    case .hungUp: "hung-up"
    case .timedOut: "timed-out"
    case .unreadable: "unreadable"
    case .notEncrypted: "not-encrypted"
    case .lacksInternationalAddresses: "smtputf8-not-offered"
    case .notAnAddress: "address-not-sendable"
    }
  }
}
