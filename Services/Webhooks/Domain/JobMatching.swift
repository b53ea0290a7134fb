/// How a source's words for a job lead to an offer.
public enum JobMatching: String, CaseIterable, Sendable {
  /// By the table of mappings alone.
  case mapped
  /// By that table where it knows one of the words; else the most telling word is the offer's external reference.
  case reference
}
