/// Text as a run of ASCII letters, digits and hyphens (RFC 3492).
package enum Punycode {
  private static let base = 36, lowest = 1, highest = 26, skew = 38, damp = 700, firstBias = 72, firstCode = 0x80

  /// The code, without the "xn--" of domain names; nil where the text is too long to be counted.
  package static func encoded(_ text: some Collection<Unicode.Scalar>) -> String? {
    let scalars = text.map { Int($0.value) }
    var output = String(String.UnicodeScalarView(text.filter(\.isASCII)))
    let basic = output.unicodeScalars.count
    var handled = basic, code = firstCode, delta = 0, bias = firstBias
    if basic > 0 { output.append("-") }
    while handled < scalars.count {
      guard let next = scalars.filter({ $0 >= code }).min() else { return nil }
      let (rise, overflows) = (next - code).multipliedReportingOverflow(by: handled + 1)
      guard !overflows, delta <= Int(UInt32.max) - rise else { return nil }
      delta += rise
      code = next
      for scalar in scalars {
        if scalar < code { delta += 1 }
        guard scalar == code else { continue }
        output += digits(of: delta, bias: bias)
        bias = adapted(delta, count: handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      code += 1
    }
    return output
  }

  /// A number in digits of growing weight.
  private static func digits(of number: Int, bias: Int) -> String {
    var digits = "", left = number, position = base
    while true {
      let threshold = min(max(position - bias, lowest), highest)
      if left < threshold { return digits + digit(left) }
      digits += digit(threshold + (left - threshold) % (base - threshold))
      left = (left - threshold) / (base - threshold)
      position += base
    }
  }

  private static func digit(_ value: Int) -> String {
    let first = value < 26 ? Int(UInt8(ascii: "a")) : Int(UInt8(ascii: "0")) - 26
    return String(UnicodeScalar(UInt8(first + value)))
  }

  /// Where the next number's weights begin.
  private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / damp : delta / 2
    delta += delta / count
    var steps = 0
    while delta > (base - lowest) * highest / 2 {
      delta /= base - lowest
      steps += base
    }
    return steps + (base - lowest + 1) * delta / (delta + skew)
  }
}
