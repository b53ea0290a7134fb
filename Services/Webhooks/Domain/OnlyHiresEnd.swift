public import Vocabulary

/// A state that is not "hired" ends a hire, and says nothing of an application that never was one.
///
/// Some vendors have no event for an unhire: each change of an application tells its state.
public enum OnlyHiresEnd {
  /// Of what says nothing because nobody was hired; it is looked at again should a hire of before be told later.
  public static let neverHired = "no hire of this application was reported"

  /// Why a withdrawal that follows from a state, and was received at an instant, says nothing; nil where it does.
  public static func objection(
    to withdrawal: AsOf, isDerived: Bool, receivedAt: Timestamp, after history: HireHistory
  ) -> String? {
    guard isDerived, !history.isAwaited else { return nil }
    guard let last = history.last, last.statement == .hired else {
      return history.wasHired ? "its hire was ended already" : neverHired
    }
    // At one instant the event that says "hired" stands against the state that it found.
    let isInOrder = withdrawal.clock != .event && receivedAt > last.receivedAt
    return !isInOrder && withdrawal.instant <= last.asOf ? "it is older than the hire" : nil
  }
}
