/// Why something was refused: the code that programs compare (contract, Commands).
///
/// Codes are open: one that this version does not know decodes and keeps its text.
public struct ProblemCode: RawRepresentable, Codable, Hashable, Sendable, ExpressibleByStringLiteral {
  /// The code, lower case with hyphens.
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// A code written in the source.
  public init(stringLiteral value: String) {
    self.rawValue = value
  }

  /// A short sentence that is the same whenever the code is given.
  public var title: String { Self.known[self]?.title ?? "The request was refused." }

  /// The nearest HTTP status; 400 for an unknown code.
  public var status: Int { Self.known[self]?.status ?? 400 }

  /// Every code that the platform gives, in no order.
  public static var all: [ProblemCode] { Array(known.keys) }
}

extension ProblemCode: CustomStringConvertible {
  /// The code itself.
  public var description: String { rawValue }
}
