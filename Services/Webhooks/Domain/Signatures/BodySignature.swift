/// A code over the raw body in a header of its own: how most vendors sign.
struct BodySignature {
  /// The header, in lower case.
  let header: String
  /// What comes before the code, letter by letter.
  let prefix: String
  /// How the code is written.
  let text: SignatureText

  init(_ header: String, prefix: String = "", _ text: SignatureText = .hexadecimal) {
    self.header = header
    self.prefix = prefix
    self.text = text
  }

  /// Whether one of the secrets signed a webhook; no time is signed, so it is as good a year later.
  func authenticity(of webhook: Webhook, secrets: [String]) -> Authenticity {
    guard let value = webhook.headers[header] else { return .refused(.missing) }
    guard value.hasPrefix(prefix), let code = text.code(value.dropFirst(prefix.count)) else {
      return .refused(.malformed)
    }
    return SharedSecrets(secrets).authenticity(of: [webhook.body], signed: [code])
  }
}
