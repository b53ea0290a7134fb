/// A value out of a fixed list of texts, such as a reason or a state.
///
/// On the wire it is the raw value: lower case with hyphens. Another text throws `DecodingError.dataCorrupted` with a
/// description that follows a field's name and lists what is allowed, never what came.
public protocol ClosedEnumeration: RawRepresentable<String>, CaseIterable, Codable, Hashable, Sendable {}

extension ClosedEnumeration {
  /// Reads a raw value of the list.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = Self(rawValue: try container.decode(String.self)) else {
      let allowed = Self.allCases.map(\.rawValue).joined(separator: ", ")
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "is not one of \(allowed)")
    }
    self = value
  }
}
