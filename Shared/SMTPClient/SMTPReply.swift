/// What a mail server said to one message (RFC 5321, section 4.2).
public enum SMTPReply: Sendable, Equatable {
  /// The server has taken it over.
  case accepted
  /// Not now: the same message may be taken later (4yz).
  case refusedForNow(code: Int)
  /// Not this message, or not this recipient, however often it is tried (5yz).
  case refused(code: Int)

  /// Reads a reply code; nil where it speaks of the session instead of the message.
  init?(code: Int) {
    switch code {
    case 200..<300: self = .accepted
    // The service is closing; authentication is wanted, failed, or not strong enough (RFC 4954).
    case 421, 454, 530, 534, 535, 538: return nil
    case 400..<500: self = .refusedForNow(code: code)
    case 500..<600: self = .refused(code: code)
    default: return nil
    }
  }
}
