/// How offers reach a member by mail (M11).
public enum OffersByMail: String, ClosedEnumeration {
  /// Within a minute of being proposed, all of them in one letter.
  case atOnce = "at-once"
  /// Once a day, in the morning.
  case daily
  /// Once a week, in the morning.
  case weekly
  /// Not at all: topics tell them.
  case never
}
