public import Vocabulary

/// Spans of time, and what happens in a second, as people read them.
public enum Spans {
  /// `3 s`, `2 min`, `4 h`, `5 j`; nothing for less than half a second.
  public static func text(_ seconds: Double, in language: Language) -> String? {
    guard seconds >= 0.5, seconds.isFinite else { return nil }
    let days = language == .french ? "j" : "d"
    let (value, unit) =
      switch seconds {
      case ..<90: (seconds, "s")
      case ..<5400: (seconds / 60, "min")
      case ..<172_800: (seconds / 3600, "h")
      default: (seconds / 86_400, days)
      }
    return Money.number(Int(value.rounded()), in: language) + Typography.wideSpace + unit
  }

  /// `12,3/s`, `1 250/s`, `0/s`.
  public static func rate(_ perSecond: Double, in language: Language) -> String {
    guard perSecond > 0, perSecond.isFinite else { return "0/s" }
    if perSecond >= 100 { return Money.number(Int(perSecond.rounded()), in: language) + "/s" }
    let tenths = max(1, Int((perSecond * 10).rounded()))
    return "\(tenths / 10)\(language == .french ? "," : ".")\(tenths % 10)/s"
  }
}
