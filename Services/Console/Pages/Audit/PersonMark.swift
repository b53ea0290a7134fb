import Crypto
import FoundationEssentials

/// What stands in an address for a person of the directory, whose subject may be their e-mail address.
///
/// It holds for one session alone: nobody else learns from it who is looked at, and it says nothing once that has ended.
struct PersonMark: Hashable, Sendable {
  let text: String

  /// The mark of a subject, as somebody's session has it.
  init(_ subject: String, in session: Session) {
    let key = SymmetricKey(data: Data(session.formToken.utf8))
    let code = HMAC<SHA256>.authenticationCode(for: Data(Self.normalised(subject).utf8), using: key)
    text = String(Base64URL.text(Data(code)).prefix(22))
  }

  /// As people type it: whatever the case, and without spaces around it.
  private static func normalised(_ subject: String) -> String { subject.trimmingCharacters.lowercased() }
}
