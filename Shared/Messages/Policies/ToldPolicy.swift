public import Vocabulary

/// A version of a service's policy as it is told to whoever asks: the one in force, or one that is scheduled.
///
/// The terms' fields are its own: on the wire, and to be read.
@dynamicMemberLookup
public struct ToldPolicy<Terms: PolicyTerms>: Hashable, Sendable {
  /// What it says.
  public var terms: Terms
  /// When the version comes in force, or came, where staff gave a date; absent where it was at once.
  public var inForceFrom: Timestamp?
  /// The versions that are scheduled after the one in force, in order; absent where there are none.
  public var upcoming: [ToldPolicy]?

  public init(_ terms: Terms, inForceFrom: Timestamp? = nil, upcoming: [ToldPolicy]? = nil) {
    self.terms = terms
    self.inForceFrom = inForceFrom
    self.upcoming = upcoming
  }

  /// A field of the terms.
  public subscript<Value>(dynamicMember field: KeyPath<Terms, Value>) -> Value { terms[keyPath: field] }
}

extension ToldPolicy: Codable {
  private enum CodingKeys: CodingKey {
    case inForceFrom
    case upcoming
  }

  /// Reads the terms and what is beside them.
  public init(from decoder: any Decoder) throws {
    terms = try Terms(from: decoder)
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    inForceFrom = try fields.decodeIfPresent(Timestamp.self, forKey: .inForceFrom)
    upcoming = try fields.decodeIfPresent([ToldPolicy].self, forKey: .upcoming)
  }

  /// Writes the terms, then what is beside them.
  public func encode(to encoder: any Encoder) throws {
    try terms.encode(to: encoder)
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encodeIfPresent(inForceFrom, forKey: .inForceFrom)
    try fields.encodeIfPresent(upcoming, forKey: .upcoming)
  }
}
