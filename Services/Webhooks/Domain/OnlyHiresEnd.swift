/// A state that is not "hired" ends a hire, and says nothing of an application that never was one.
///
/// Some vendors have no event for an unhire: each change of an application tells its state.
public enum OnlyHiresEnd {
  /// Why a withdrawal that follows from a state says nothing; nil where it does.
  public static func objection(to withdrawal: AsOf, isDerived: Bool, after history: HireHistory) -> String? {
    guard isDerived, !history.isAwaited else { return nil }
    guard let last = history.last, last.statement == .hired else {
      return history.wasHired ? "its hire was ended already" : "no hire of this application was reported"
    }
    // At one instant the event that says "hired" stands against the state that it found.
    return withdrawal.clock == .event && withdrawal.instant <= last.asOf ? "it is older than the hire" : nil
  }
}
