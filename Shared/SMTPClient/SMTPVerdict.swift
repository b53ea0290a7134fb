/// What the end of a dialogue means for the letter it was about, and for the others.
public enum SMTPVerdict: Sendable, Hashable, CaseIterable {
  /// The server has taken it over.
  case delivered
  /// This letter failed, and may succeed later. The server may even have it, where it was silent after the data.
  case letterFailed
  /// This letter will never be taken.
  case letterRefused
  /// The server cannot be used: nothing was said of the letter, and any other would have fared the same.
  case serverAtFault
}

extension SMTPOutcome {
  /// Answers that speak of logging in (RFC 4954, section 6), wherever they are given: a letter is not given up for them.
  private static let repliesOfLogin: Set<Int> = [530, 534, 535, 538]

  /// Whom the end of the dialogue speaks of.
  ///
  /// What is said once the recipient is named is said of the letter, whatever it is: else a server that hangs up on one
  /// recipient would have that letter tried for ever. What is said before is said of the server: else a server that
  /// refuses everybody would have every letter given up.
  public var verdict: SMTPVerdict {
    guard stage.concernsLetter else { return .serverAtFault }
    switch event {
    case .reply(200..<300) where stage == .acceptance: return .delivered
    // Said of what the letter asks for, or of the sender whom it shares with all others: nobody knows.
    case .reply(500..<600) where stage == .senderOfInternationalLetter: return .letterFailed
    case .reply(let code) where (500..<600).contains(code) && !Self.repliesOfLogin.contains(code):
      return .letterRefused
    case .lacksInternationalAddresses, .notAnAddress: return .letterRefused
    case .reply, .hungUp, .timedOut, .unreadable, .notEncrypted: return .letterFailed
    }
  }
}
