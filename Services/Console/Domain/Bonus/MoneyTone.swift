/// How a part of a picture is to be looked at; never its only sign.
public enum MoneyTone: String, Sendable {
  /// It is as it should be.
  case good
  /// It waits.
  case wait
  /// It needs somebody.
  case bad
  /// It came to nothing.
  case quiet
  /// It is on its way.
  case plain
}
