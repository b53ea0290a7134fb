public import Vocabulary

/// How long something has waited, as people say it: in the one unit that matters.
public enum Elapsed {
  /// `12 min`, `5 h`, `3 jours`; under a minute, that it is less.
  public static func text(from begin: Timestamp, to end: Timestamp, in language: Language) -> String {
    let minutes = Int(max(0, end.microseconds - begin.microseconds) / 60_000_000)
    switch minutes {
    case 0: return Said("moins d’une minute", "less than a minute").text(in: language)
    case ..<60: return "\(minutes)\(Typography.wideSpace)min"
    case ..<2880: return "\(minutes / 60)\(Typography.wideSpace)h"
    default: return "\(minutes / 1440)\(Typography.wideSpace)" + Said("jours", "days").text(in: language)
    }
  }

  /// Whether somebody has been waiting for two days or more: that is long for a candidate who was told of a call.
  public static func isLong(from begin: Timestamp, to end: Timestamp) -> Bool {
    end.microseconds - begin.microseconds >= 2 * 86_400_000_000
  }
}
