import Crypto

extension Webhook {
  /// A word for the delivery that tells it from every other body under the same word of the vendor's.
  ///
  /// Where the word is not signed, or not of the event alone, another body under it says something else: it must not be
  /// taken for what came before.
  func named(_ word: String) -> String { "\(word)/\(bodyDigest)" }

  /// The SHA-256 of the body in hexadecimal.
  private var bodyDigest: String {
    SHA256.hash(data: body).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0\(digits)" : digits
    }.joined()
  }
}
