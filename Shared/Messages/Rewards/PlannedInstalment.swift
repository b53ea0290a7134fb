public import Vocabulary

/// A part of a bonus, and its day (W9).
public struct PlannedInstalment: Codable, Hashable, Sendable {
  /// On which day it is asked for, in the policy's time zone.
  public var dueOn: CalendarDay
  /// How much, in cents.
  public var amountCents: Cents

  public init(dueOn: CalendarDay, amountCents: Cents) {
    self.dueOn = dueOn
    self.amountCents = amountCents
  }
}
