/// Reads the labels of internationalised domain names as people write them (RFC 3492).
package enum Punycode {
  // The parameters of RFC 3492, section 5.
  private static let (base, lowest, highest, skew, damp) = (36, 1, 26, 38, 700)
  private static let (firstBias, firstCodePoint) = (72, 0x80)

  /// The text that a label stands for, without the "xn--" in front of it; nil where it stands for none.
  package static func decoded(_ label: Substring) -> String? {
    let bytes = Array(label.utf8)
    // Without anything in front of it the delimiter is none.
    let delimiter = bytes.lastIndex(of: UInt8(ascii: "-")).flatMap { $0 > 0 ? $0 : nil }
    var scalars = bytes[..<(delimiter ?? 0)].map { Unicode.Scalar($0) }
    guard scalars.allSatisfy(\.isASCII) else { return nil }
    var digits = bytes[(delimiter.map { $0 + 1 } ?? 0)...]
    var (codePoint, place, bias) = (firstCodePoint, 0, firstBias)
    while !digits.isEmpty {
      guard let delta = delta(from: &digits, bias: bias) else { return nil }
      let count = scalars.count + 1
      bias = adapted(to: delta, count: count, isFirst: place == 0)
      codePoint += (place + delta) / count
      place = (place + delta) % count
      guard let value = UInt32(exactly: codePoint), let scalar = Unicode.Scalar(value) else { return nil }
      scalars.insert(scalar, at: place)
      place += 1
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// An integer of variable length, which its last digit ends (section 3.3); nil where that is missing, or no digit is there.
  private static func delta(from digits: inout ArraySlice<UInt8>, bias: Int) -> Int? {
    var (delta, weight, position) = (0, 1, base)
    while let digit = digits.popFirst().flatMap(value) {
      delta += digit * weight
      let threshold = min(max(position - bias, lowest), highest)
      if digit < threshold { return delta }
      // Beyond this no code point is left; nor does the next weight overflow.
      guard delta < 1 << 40 else { return nil }
      weight *= base - threshold
      position += base
    }
    return nil
  }

  /// What the next integer is expected to be about (section 3.4).
  private static func adapted(to delta: Int, count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / damp : delta / 2
    delta += delta / count
    var steps = 0
    while delta > (base - lowest) * highest / 2 {
      delta /= base - lowest
      steps += base
    }
    return steps + (base - lowest + 1) * delta / (delta + skew)
  }

  private static func value(_ digit: UInt8) -> Int? {
    switch digit {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(digit - UInt8(ascii: "a"))
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(digit - UInt8(ascii: "A"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(digit - UInt8(ascii: "0")) + 26
    default: nil
    }
  }
}
