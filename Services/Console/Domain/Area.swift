/// A part of the console, with an entry in its menu.
public enum Area: String, CaseIterable, Sendable {
  /// What happened today, and what waits for a person.
  case today
  /// Interviews to hold, to record, to correct.
  case interviews
  /// Recommendations, and the story of each.
  case recommendations
  /// Hires, and those that nobody owns.
  case hires
  /// Bonuses, payouts, claims, statements.
  case rewards
  /// Offers and their waves.
  case offers
  /// Members, sponsors, invitations.
  case members
  /// Charities that bonuses are given to.
  case charities
  /// Companies that post offers.
  case companies
  /// Policies in force, scheduled, tried.
  case policies
  /// Messages that were refused.
  case letters
  /// Services and queues as they work.
  case flow
  /// Who decided what.
  case audit
}
