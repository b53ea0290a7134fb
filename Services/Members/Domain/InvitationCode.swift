import Vocabulary

/// What an invited person joins with: 128 random bits in 26 characters of base32 (RFC 4648, lower case).
///
/// Base32, because codes are also read out and typed: case, spaces and hyphens in what somebody types do not count.
package struct InvitationCode: Hashable, Sendable {
  private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567")
  private static let length = 26

  /// The code's canonical spelling.
  package let text: String

  /// Draws a new code from the system's random numbers.
  package static func make() -> InvitationCode {
    var generator = SystemRandomNumberGenerator()
    return InvitationCode(bits: UInt128.random(in: .min ... .max, using: &generator))
  }

  /// Spells 128 bits, the highest first; the last character holds three of them.
  package init(bits: UInt128) {
    text = String(
      (0..<Self.length).map { position in
        let shift = 123 - 5 * position
        return Self.alphabet[Int((shift >= 0 ? bits >> UInt128(shift) : bits << 2) & 31)]
      })
  }

  /// Reads what somebody typed; nil when it cannot be a code.
  package init?(_ typed: String) {
    let characters = typed.lowercased().filter { $0 != " " && $0 != "-" }
    guard characters.count == Self.length, characters.allSatisfy(Self.alphabet.contains) else { return nil }
    text = characters
  }
}
