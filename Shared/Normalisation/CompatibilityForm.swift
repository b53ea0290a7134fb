import CCompatibilityForms

extension StringProtocol {
  /// The text in Unicode's form C for compatibility (NFKC, UAX 15): letters in forms of their own are plain ones, marks are
  /// composed with their letters.
  ///
  /// As of Unicode 15.0 for good, so that what was hashed once is found again by a program of another toolchain.
  public var compatibilityComposed: String {
    // Nothing below U+00A0 has another form.
    if utf8.allSatisfy({ $0 < 0x80 }) { return String(self) }
    var form = CompatibilityForm()
    for scalar in unicodeScalars { form.append(scalar.value) }
    return form.text
  }
}

/// A text on its way to NFKC: taken apart, marks in their order, then put together.
private struct CompatibilityForm {
  private var scalars: [(value: UInt32, combining: UInt8)] = []
  /// Where the marks begin that may still have to be put in order.
  private var marks = 0

  /// Takes a scalar apart, and puts its marks where they belong.
  mutating func append(_ scalar: UInt32) {
    if scalar < 0xA0 { return put(scalar, combining: 0) }
    if let syllable = Hangul.parts(of: scalar) { return syllable.forEach { put($0, combining: 0) } }
    var parts: UnsafePointer<UInt32>?
    let count = coopt_compatibility_parts(scalar, &parts)
    guard count > 0, let parts else { return put(scalar, combining: coopt_combining_class(scalar)) }
    for part in UnsafeBufferPointer(start: parts, count: count) { put(part, combining: coopt_combining_class(part)) }
  }

  /// Marks of one letter are in the order of their classes, those of one class as they were (Unicode, D109).
  private mutating func put(_ scalar: UInt32, combining: UInt8) {
    guard combining != 0 else {
      scalars.append((scalar, 0))
      marks = scalars.count
      return
    }
    var place = scalars.count
    while place > marks, scalars[place - 1].combining > combining { place -= 1 }
    scalars.insert((scalar, combining), at: place)
  }

  /// The text, its marks composed with their letters (Unicode, D117).
  var text: String {
    var composed: [(value: UInt32, combining: UInt8)] = []
    composed.reserveCapacity(scalars.count)
    var letter: Int?
    for (scalar, combining) in scalars {
      if let letter, isFree(combining, behind: letter, in: composed),
        let both = Self.composed(composed[letter].value, scalar)
      {
        composed[letter].value = both
        continue
      }
      if combining == 0 { letter = composed.count }
      composed.append((scalar, combining))
    }
    return String(String.UnicodeScalarView(composed.compactMap { Unicode.Scalar($0.value) }))
  }

  /// Whether nothing stands between a mark and its letter that keeps them apart: another of its class, or a letter.
  private func isFree(_ combining: UInt8, behind letter: Int, in composed: [(value: UInt32, combining: UInt8)]) -> Bool
  {
    letter == composed.count - 1 || composed[composed.count - 1].combining < combining
  }

  private static func composed(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if let syllable = Hangul.composed(first, second) { return syllable }
    let both = coopt_composed(first, second)
    return both == 0 ? nil : both
  }
}
