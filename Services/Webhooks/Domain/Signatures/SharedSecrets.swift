import Crypto
import FoundationEssentials

/// The secrets that a source's webhooks are signed with: one, or two while one takes the place of the other.
struct SharedSecrets {
  private let keys: [SymmetricKey]

  /// The secrets, each made a key as the vendor does; what is none is left out, and never signs anything.
  ///
  /// An empty secret is none: everybody knows it.
  init(_ secrets: [String], key: (String) -> [UInt8]? = { Array($0.utf8) }) {
    keys = secrets.compactMap(key).filter { !$0.isEmpty }.map { SymmetricKey(data: $0) }
  }

  /// Whether one of the secrets makes one of some codes (HMAC-SHA256) of a message, whose parts follow each other.
  func authenticity(of message: [[UInt8]], signed codes: [[UInt8]]) -> Authenticity {
    var isAuthentic = false
    for key in keys {
      var hmac = HMAC<SHA256>(key: key)
      for part in message { hmac.update(data: part) }
      let expected = hmac.finalize()
      for code in codes {
        // In constant time, and every code by every secret: how long it takes says nothing of which was close.
        let isEqual = expected == code
        isAuthentic = isEqual || isAuthentic
      }
    }
    return isAuthentic ? .authentic : .refused(.mismatch)
  }
}
