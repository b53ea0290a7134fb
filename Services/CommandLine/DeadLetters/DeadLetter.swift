import AMQPClient
import Crypto
import FoundationEssentials
import Messages
import Topology
import Vocabulary

/// A message that lies where operators find it: a service's dead letter, or what no queue took.
package struct DeadLetter: Sendable {
  /// The queue that it lies in: `<service>.dead-letters` or `coopt.unroutable`.
  package let queue: String
  /// What names it, for as long as it lies there: sixteen hexadecimal digits of a hash of what it is and how it died.
  package let id: String
  /// What it says of itself.
  package let header: EnvelopeHeader?
  /// Why it lies there, as the service that gave it up wrote it; `unroutable` for what no queue took.
  package let code: ProblemCode
  /// What is wrong with it: names of fields, never values.
  package let detail: String?
  /// When it was given up; nil where nobody wrote it down.
  package let diedAt: Timestamp?
  /// How it came to the service.
  package let origin: LetterOrigin
  /// The message as it lies there.
  package let delivery: Delivery

  /// Reads what a queue delivered.
  package init(_ delivery: Delivery, in queue: String) {
    let headers = delivery.properties.headers
    self.queue = queue
    self.delivery = delivery
    origin = LetterOrigin(delivery, in: queue)
    header = Self.header(of: delivery)
    if queue == Topology.unroutableQueue {
      code = "unroutable"
      detail = nil
      diedAt = nil
    } else {
      // What its service did not write is its sender's word alone.
      switch origin.witness {
      case .service:
        code = ProblemCode(rawValue: headers["x-coopt-reason"]?.string ?? "unknown")
        detail = headers["x-coopt-detail"]?.string
      case .broker: (code, detail) = (.undecodable, "not even its service could read it")
      case .nobody: (code, detail) = (.senderNotAllowed, "somebody put it into the queue of letters")
      }
      diedAt = origin.witness == .service ? headers["x-coopt-time"]?.string.flatMap { Timestamp($0) } : nil
    }
    id = LetterFingerprint(delivery, in: queue).text
  }

  /// The id of the message itself, for people: the envelope's, else that of its properties.
  package var messageID: String? { header?.id ?? delivery.properties.messageID }

  /// The type of the message, where it says one.
  package var type: String? { header?.type ?? delivery.properties.type }

  /// Since when it lies there, as far as is known: when it was given up, else when it was made.
  package var since: Timestamp? {
    diedAt ?? header?.time.flatMap { Timestamp($0) }
      ?? delivery.properties.timestamp.map { Timestamp(microseconds: Int64(clamping: $0) &* 1_000_000) }
  }

  /// Whether what was done with it can be looked up by its id: no other letter ever has the same.
  ///
  /// Nobody writes on an unroutable message when it came, so that one sent again looks like the one before.
  package var isUnique: Bool { diedAt != nil }

  /// The SHA-256 of its body.
  package var contentHash: Data { Data(SHA256.hash(data: delivery.body)) }

  /// Its attributes, in either content mode; nil where they cannot be read.
  private static func header(of delivery: Delivery) -> EnvelopeHeader? {
    guard delivery.unreadable == nil else { return nil }
    if let attributes = attributes(of: delivery) { return EnvelopeHeader(attributes: attributes) }
    return try? MessageCoder().header(from: delivery.body)
  }

  /// The attributes out of its headers, in binary mode; nil in structured mode.
  static func attributes(of delivery: Delivery) -> [String: String]? {
    if let type = delivery.properties.contentType.flatMap(MediaType.init), type.isCloudEvent { return nil }
    let attributes = BinaryMode.attributes(
      of: delivery.properties.headers.mapValues {
        BinaryMode.HeaderValue(text: $0.string, integer: $0.integer, seconds: $0.seconds)
      })
    return attributes.isEmpty ? nil : attributes
  }
}
