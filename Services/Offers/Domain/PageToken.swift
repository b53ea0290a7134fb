import FoundationEssentials
import Vocabulary

/// Where a page of offers ended: the offer and the instant it was published, opaque to who carries it.
///
/// The pair must be that of an offer which exists; so a token that was not given out is told from one that was.
package struct PageToken: Hashable, Sendable {
  private static let byteCount = 24

  package let publishedAt: Timestamp
  package let offerID: OfferID

  package init(publishedAt: Timestamp, offerID: OfferID) {
    self.publishedAt = publishedAt
    self.offerID = offerID
  }

  /// Reads the text form; nil for what has another form.
  package init?(_ text: String) {
    let base64 = text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
    guard let data = Data(base64Encoded: String(base64)), data.count == Self.byteCount else { return nil }
    let bytes = [UInt8](data)
    let microseconds = bytes[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    publishedAt = Timestamp(microseconds: Int64(bitPattern: microseconds))
    guard Timestamp.earliest <= publishedAt, publishedAt <= Timestamp.latest else { return nil }
    offerID = OfferID(bytes[8...].withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) })
  }

  /// The text form: base64url, 32 characters.
  package var text: String {
    let microseconds = UInt64(bitPattern: publishedAt.microseconds)
    var bytes = (0..<8).map { UInt8(truncatingIfNeeded: microseconds >> (56 - 8 * $0)) }
    withUnsafeBytes(of: offerID.rawValue.uuid) { bytes += $0 }
    return String(Data(bytes).base64EncodedString().map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
  }
}
