/// How far a dialogue with a mail server has come (RFC 5321, section 3).
public enum SMTPStage: String, Sendable, Hashable, CaseIterable {
  /// Nobody has taken the connection yet.
  case connection
  /// The server has to greet.
  case greeting
  /// The server has to say what it can (EHLO).
  case hello
  /// The connection is being encrypted (STARTTLS, or TLS from the start).
  case encryption
  /// User and password are being told (AUTH).
  case authentication
  /// The server has to take the sender (MAIL), which is that of every letter.
  case sender
  /// The server has to take the sender of a letter that asks for more than others do (MAIL with SMTPUTF8).
  case senderOfInternationalLetter = "sender-of-international-letter"
  /// The server has to take the recipient (RCPT).
  case recipient
  /// The server has to ask for the letter (DATA).
  case data
  /// The letter is being sent.
  case content
  /// The server has the whole letter and has to say that it took it over.
  case acceptance

  /// Whether what fails here is said of the letter under way; before, it would hit any other letter as well.
  public var concernsLetter: Bool {
    switch self {
    case .connection, .greeting, .hello, .encryption, .authentication, .sender: false
    case .senderOfInternationalLetter, .recipient, .data, .content, .acceptance: true
    }
  }
}
