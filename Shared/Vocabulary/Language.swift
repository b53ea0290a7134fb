/// The language that somebody is written to in (N4); French where nothing was said.
public enum Language: String, ClosedEnumeration {
  /// French.
  case french = "fr"
  /// English.
  case english = "en"
}
