/// A country or a part of it: ISO 3166-1 alpha-2 or ISO 3166-2 (M4), such as `FR`, `FR-IDF`, `FR-75`.
///
/// Under France regions cover their departments. Subdivisions of other countries are taken by their syntax and lie
/// straight under the country.
public struct ZoneCode: ValidatedText {
  /// The code.
  public let rawValue: String

  /// Reads a code; nil when the country, or the part of France, does not exist.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 2, Country.codes.contains(String(text.prefix(2))) else { return nil }
    if bytes.count > 2 {
      guard (4...6).contains(bytes.count), bytes[2] == UInt8(ascii: "-"), bytes[3...].allSatisfy(isSubdivisionByte)
      else { return nil }
      guard !text.hasPrefix("FR-") || FrenchZones.covering[text] != nil else { return nil }
    }
    self.rawValue = text
  }

  private init(known code: String) {
    self.rawValue = code
  }

  /// What to say of another text.
  public static var defect: String { "is not an ISO 3166 country or subdivision code" }

  /// The country that the zone is or lies in, as ISO 3166-1 alpha-2.
  public var country: String { String(rawValue.prefix(2)) }

  /// Whether another zone is this one or lies in it: `FR-HDF` covers `FR-59`.
  public func covers(_ other: ZoneCode) -> Bool {
    other.ancestors.contains(self)
  }

  /// The code itself and all that cover it, the narrowest first: `FR-59`, `FR-HDF`, `FR`.
  public var ancestors: [ZoneCode] {
    if let covering = FrenchZones.covering[rawValue] {
      return [self] + covering.map(ZoneCode.init(known:))
    }
    return rawValue.utf8.count == 2 ? [self] : [self, ZoneCode(known: country)]
  }
}

private func isSubdivisionByte(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
