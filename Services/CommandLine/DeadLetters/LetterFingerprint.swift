import AMQPClient
import Crypto
import FoundationEssentials

/// Names a letter by what it is and how it died, and not by where it stands: the same after it was looked at.
struct LetterFingerprint {
  let text: String

  init(_ delivery: Delivery, in queue: String) {
    var hash = SHA256()
    let headers = delivery.properties.headers
    let parts: [String?] = [
      queue, delivery.exchange, delivery.routingKey, delivery.properties.messageID, delivery.properties.type,
      delivery.properties.timestamp.map { "\($0)" }, headers["x-coopt-time"]?.string, headers["x-coopt-queue"]?.string,
      headers["x-coopt-reason"]?.string,
    ]
    for part in parts {
      // No part can be taken for another's end.
      let bytes = Data((part ?? "").utf8)
      hash.update(data: Data("\(part == nil ? "-" : "")\(bytes.count):".utf8))
      hash.update(data: bytes)
    }
    hash.update(data: delivery.body)
    text = hash.finalize().prefix(8).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
