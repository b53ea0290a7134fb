public import FoundationEssentials

/// Where a page of a list ended that is ordered by instants: a thing and its instant, opaque to who carries it.
///
/// The pair must be that of a thing which exists; so a token that was not given out is told from one that was.
public struct PageToken: Hashable, Sendable {
  private static let byteCount = 24

  /// The instant that the list is ordered by.
  public let instant: Timestamp
  /// The thing's id, which decides between equal instants.
  public let id: UUID

  /// Where a list goes on behind a thing.
  public init<Subject>(after id: Identifier<Subject>, at instant: Timestamp) {
    self.id = id.rawValue
    self.instant = instant
  }

  /// Where a list goes on behind a thing of an id.
  public init(after id: UUID, at instant: Timestamp) {
    self.id = id
    self.instant = instant
  }

  /// Reads the text form; nil for what has another form.
  public init?(_ text: String) {
    let base64 = text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
    guard let data = Data(base64Encoded: String(base64)), data.count == Self.byteCount else { return nil }
    let bytes = [UInt8](data)
    let microseconds = bytes[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    instant = Timestamp(microseconds: Int64(bitPattern: microseconds))
    guard Timestamp.earliest <= instant, instant <= Timestamp.latest else { return nil }
    id = bytes[8...].withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
  }

  /// The text form: base64url, 32 characters.
  public var text: String {
    let microseconds = UInt64(bitPattern: instant.microseconds)
    var bytes = (0..<8).map { UInt8(truncatingIfNeeded: microseconds >> (56 - 8 * $0)) }
    withUnsafeBytes(of: id.uuid) { bytes += $0 }
    return String(Data(bytes).base64EncodedString().map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
  }
}
