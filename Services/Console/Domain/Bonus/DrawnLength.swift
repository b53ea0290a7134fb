/// Lengths of pictures, as SVG reads them.
public enum DrawnLength {
  /// A length to a tenth: `12.5`, `3`.
  public static func text(_ length: Double) -> String {
    let tenths = Int((length * 10).rounded())
    let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
    return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
  }
}
