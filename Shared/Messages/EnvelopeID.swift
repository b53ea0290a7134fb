import Crypto
import FoundationEssentials
public import Vocabulary

/// The `id` of an envelope: a UUID, or any other text of 1 to 128 characters from another system (contract, Senders).
///
/// Inboxes and books know messages by UUIDs. What is none is known by one that is made from the text; answers, what the
/// message causes and what operators read name it as its sender did.
public struct EnvelopeID: Hashable, Sendable {
  /// What the platform knows the message by: the UUID itself, or version 8 (RFC 9562, section 5.8) out of the text's SHA-256.
  public let messageID: MessageID
  /// The sender's text in NFC, where it is no UUID.
  private let foreign: String?

  /// The id of a message that the platform makes.
  public init(_ messageID: MessageID) {
    self.messageID = messageID
    foreign = nil
  }

  /// Reads an `id`; whether its length and its characters are allowed is asked elsewhere.
  public init(_ text: String) {
    let uuid = MessageID(text)
    foreign = uuid == nil ? text.composed : nil
    messageID = uuid ?? Self.named(text.composed)
  }

  /// No UUID of another version is ever equal to it, and nobody can find a second text for the same.
  private static func named(_ text: String) -> MessageID {
    var bytes = Array(SHA256.hash(data: Data(text.utf8)).prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    return MessageID(rawValue: bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) })
  }
}

extension EnvelopeID: CustomStringConvertible {
  /// The id as its sender wrote it; a UUID in lower case.
  public var description: String { foreign ?? messageID.description }
}

extension EnvelopeID: Codable {
  /// Reads an `id`; throws `DecodingError` for what is no text, or no text of 1 to 128 characters in one line.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    self.init(text)
    if let defect { throw DecodingError.dataCorruptedError(in: container, debugDescription: defect) }
  }

  /// Writes the id as its sender wrote it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  /// What is wrong with the text as an envelope's id; nil where nothing is.
  var defect: String? {
    guard let foreign else { return nil }
    var validator = Validator()
    validator.envelopeID(foreign, "id")
    return validator.errors.first?.message
  }
}
