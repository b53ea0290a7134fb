/// What somebody is in the console; one person may be several.
public enum Role: String, CaseIterable, Sendable {
  /// Looks, and changes nothing.
  case reader
  /// Calls candidates, looks after offers, recommendations and hires.
  case recruiter
  /// Looks after what is owed and paid.
  case finance
  /// Looks after messages: what was refused, what flows.
  case `operator`
  /// Decides who belongs, and by which policies.
  case administrator
}
