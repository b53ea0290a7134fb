/// What an envelope's attributes may be, whether they come as JSON or as headers (contract, Envelope).
extension Validator {
  /// The id of a message, of its story or of its cause.
  package mutating func envelopeID(_ text: String?, _ attribute: String) {
    line(text, attribute, maximum: Self.maximumIDLength)
  }

  /// Who sent the message.
  mutating func source(_ text: String?, _ attribute: String) {
    guard let text else { return }
    line(text, attribute, maximum: Self.maximumURLLength)
    check(text.utf8.count <= Self.maximumSourceLength, attribute, "is longer than \(Self.maximumSourceLength) bytes")
  }

  /// Who decided what the message says, in the directory of the tool that sent it (A2).
  package mutating func actor(_ text: String?, _ attribute: String = "actor") {
    line(text, attribute, maximum: Self.maximumIDLength)
  }

  /// Any other attribute.
  mutating func attribute(_ text: String?, _ attribute: String) {
    line(text, attribute, maximum: Self.maximumURLLength)
  }
}
