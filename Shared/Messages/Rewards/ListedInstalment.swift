public import Vocabulary

/// A part of a bonus, as the member reads the calendar (W9).
public struct ListedInstalment: Codable, Hashable, Sendable {
  /// On which day it is asked for, in the policy's time zone.
  public var dueOn: CalendarDay
  /// How much, in cents.
  public var amountCents: Cents
  /// What became of it.
  public var state: InstalmentState

  public init(dueOn: CalendarDay, amountCents: Cents, state: InstalmentState) {
    self.dueOn = dueOn
    self.amountCents = amountCents
    self.state = state
  }
}
