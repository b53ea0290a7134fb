/// Amounts as people type them.
public enum EuroText {
  /// The cents of `12,50`, `12.5` or `1 250`; nil for anything else.
  public static func cents(_ text: String) -> Int? {
    let digits = text.filter { !$0.isWhitespace && $0 != "€" }.map { $0 == "," ? "." : $0 }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
      let euros = Int(String(parts[0])), euros < 10_000_000_000_000
    else { return nil }
    guard parts.count == 2 else { return euros * 100 }
    guard (1...2).contains(parts[1].count), let rest = Int(String(parts[1]) + (parts[1].count == 1 ? "0" : ""))
    else { return nil }
    return euros * 100 + rest
  }

  /// What a field shows of an amount: `500`, `12.50`.
  public static func text(_ cents: Int) -> String {
    let (euros, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = cents < 0 ? "-" : ""
    return rest == 0 ? "\(sign)\(euros)" : "\(sign)\(euros)," + (rest < 10 ? "0" : "") + "\(rest)"
  }
}
