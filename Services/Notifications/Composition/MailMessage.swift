import FoundationEssentials
import Messages
import NotificationsDomain
import SMTPClient
import Vocabulary

/// A letter as mail servers carry it (RFC 5322): plain text in UTF-8, in one language, marked as written by a program.
package struct MailMessage {
  let letter: Letter
  let recipient: String
  let sender: MailSender
  /// Where answers go, where anybody reads them.
  let replyTo: EmailAddress?
  let date: Timestamp
  /// How to be proposed no offers any more.
  let unsubscription: Unsubscription?

  package init(
    letter: Letter, recipient: String, sender: MailSender, replyTo: EmailAddress? = nil, date: Timestamp,
    unsubscription: Unsubscription? = nil
  ) {
    self.unsubscription = unsubscription
    self.letter = letter
    self.recipient = recipient
    self.sender = sender
    self.replyTo = replyTo
    self.date = date
  }

  /// Headers and body, lines ended by CR LF.
  package var bytes: [UInt8] {
    var lines = [
      "Date: \(Self.day(date))",
      "From: \(sender.header)",
      "To: <\(Self.sent(recipient))>",
      "Subject: \(EncodedWords.text(letter.subject))",
      // The same for each attempt, so that a letter that was sent twice can be told by its recipient's server.
      "Message-ID: <\(letter.id)@\(sender.domain)>",
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: base64",
      "Content-Language: \(letter.language.rawValue)",
      // Nobody's out-of-office answers (RFC 3834).
      "Auto-Submitted: auto-generated",
    ]
    if let replyTo { lines.append("Reply-To: <\(Self.sent(replyTo.rawValue))>") }
    // The other letters are about what somebody did, and nobody can do without them.
    if letter.name == NotificationKind.memberOfferProposed.name { lines += unsubscription?.headers ?? [] }
    lines.append("")
    let text = letter.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    lines.append(
      Data(text.utf8).base64EncodedString(
        options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed]))
    return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
  }

  /// An address as mail servers read it, its domain in ASCII; what has no such form is never sent.
  static func sent(_ address: String) -> String { MailAddress(address)?.text ?? address }

  /// An instant as mail says it (RFC 5322, section 3.3), in UTC.
  private static func day(_ instant: Timestamp) -> String {
    let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: instant.date)
    guard let year = parts.year, let month = parts.month, let day = parts.day, let hour = parts.hour,
      let minute = parts.minute, let second = parts.second
    else { return "" }
    // 1 January 1970 was a Thursday.
    let sinceThen = Int((Double(instant.microseconds) / 86_400_000_000).rounded(.down))
    let weekday = days[(sinceThen % 7 + 7) % 7]
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(weekday), \(day) \(months[month - 1]) \(year) \(two(hour)):\(two(minute)):\(two(second)) +0000"
  }
}

/// Who letters come from.
package struct MailSender: Sendable {
  /// The address, without angle brackets.
  let address: EmailAddress
  /// The name beside it.
  let name: String?

  /// Reads `address` or `Name <address>`; nil where the address is none.
  package init?(_ text: String) {
    if let open = text.lastIndex(of: "<"), text.hasSuffix(">") {
      guard let address = EmailAddress(String(text[text.index(after: open)...].dropLast())) else { return nil }
      let name = text[..<open].split(whereSeparator: \.isWhitespace).joined(separator: " ")
      self.address = address
      self.name = name.isEmpty ? nil : name
    } else {
      guard let address = EmailAddress(text) else { return nil }
      self.address = address
      self.name = nil
    }
  }

  /// What stands behind the address's "@", in ASCII.
  var domain: Substring {
    let text = MailMessage.sent(address.rawValue)
    return text[text.index(after: text.lastIndex(of: "@")!)...]
  }

  private var sent: String { MailMessage.sent(address.rawValue) }

  var header: String {
    guard let name else { return "<\(sent)>" }
    return "\(EncodedWords.text(name)) <\(sent)>"
  }
}
