import Vocabulary

/// The digits of a telephone number that somebody wrote, and whether they begin with a calling code.
struct WrittenNumber {
  private(set) var digits = ""
  private(set) var isInternational = false
  /// The place of a zero that was written as "(0)".
  private(set) var shownZero: Int?

  /// The ways to read a text that has a number, and perhaps an extension or other numbers behind it; the likeliest first.
  static func readings(of text: String) -> [WrittenNumber] {
    let scalars = Array(text.withoutInvisible.unicodeScalars)
    let line = scalars[..<(end(of: scalars) ?? scalars.count)]
    // A comma, a slash and a hyphen stand inside numbers too ("030/1234567"), so what is behind them has its say.
    let behind = breaks(in: line).first { digits(in: line[..<$0]) >= 7 && isMore(line[$0...]) }
    let another = breaks(in: line).first { digits(in: line[..<$0]) >= 6 && !isHyphen(at: $0, in: line) }
    return [behind.map { line[..<$0] }, line, another.map { line[..<$0] }].compactMap(\.self).map(WrittenNumber.init)
  }

  private init(_ scalars: ArraySlice<Unicode.Scalar>) {
    for (place, scalar) in zip(scalars.indices, scalars) {
      if let digit = decimalDigit(scalar) {
        if digit == "0", shownZero == nil, isInBrackets(place, of: scalars) { shownZero = digits.utf8.count }
        digits.append(digit)
      } else if isPlus(scalar) {
        isInternational = true
      }
    }
    // "00" is dialled for "+", and some write both.
    guard digits.hasPrefix("00") else { return }
    digits.removeFirst(2)
    shownZero = shownZero.flatMap { $0 < 2 ? nil : $0 - 2 }
    isInternational = true
  }

  /// Where a number ends whatever follows: at a word, at a key that is pressed once it is dialled, at the "+" of another.
  ///
  /// Nil where it goes on to the end of the text. Words are "ext. 12", "poste 12", ";ext=12" and "ou …".
  private static func end(of scalars: [Unicode.Scalar]) -> Int? {
    let first = scalars.firstIndex { decimalDigit($0) != nil } ?? scalars.count
    return scalars[first...].firstIndex { scalar in
      isPlus(scalar) || scalar.properties.isAlphabetic || ";#*".unicodeScalars.contains(scalar)
    }
  }

  /// Where it may end.
  private static func breaks(in line: ArraySlice<Unicode.Scalar>) -> [Int] {
    line.indices.filter { place in
      ",/|\\&".unicodeScalars.contains(line[place]) || line[place].properties.generalCategory == .dashPunctuation
    }
  }

  /// Whether what follows a break is not of the same number: another that begins with 0, or what a comma keeps apart, which
  /// stands for a pause.
  private static func isMore(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    if rest.first == "," { return true }
    return digits(in: rest) >= 7 && rest.lazy.compactMap(decimalDigit).first == "0"
  }

  private static func isHyphen(at place: Int, in line: ArraySlice<Unicode.Scalar>) -> Bool {
    line[place].properties.generalCategory == .dashPunctuation && line[..<place].last?.properties.isWhitespace != true
  }

  private static func digits(in scalars: ArraySlice<Unicode.Scalar>) -> Int {
    scalars.count { decimalDigit($0) != nil }
  }
}

private func isPlus(_ scalar: Unicode.Scalar) -> Bool { scalar == "+" || scalar == "\u{FF0B}" }

private func isInBrackets(_ place: Int, of scalars: ArraySlice<Unicode.Scalar>) -> Bool {
  let (before, after) = (scalars[..<place].last, scalars[(place + 1)...].first)
  return before == "(" && after == ")" || before == "\u{FF08}" && after == "\u{FF09}"
}

/// A decimal digit of any script as "0" to "9".
func decimalDigit(_ scalar: Unicode.Scalar) -> Character? {
  guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
  return Character(String(Int(value)))
}
