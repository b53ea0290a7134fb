/// Whose webhooks are understood.
public enum Vendor: String, CaseIterable, Sendable {
  case greenhouse, ashby, lever, workable, smartrecruiters, teamtailor, recruitee, bamboohr, merge
  /// Whoever follows Standard Webhooks, with the contract's own `data`.
  case standard
}
