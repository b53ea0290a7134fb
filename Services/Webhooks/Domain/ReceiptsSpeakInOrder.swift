public import Vocabulary

/// H1: as of when a webhook speaks whose vendor says no instant of the event.
///
/// The platform believes the later of two that disagree. So what is known by its receipt alone speaks after all that was
/// received before it, and a hire that carries the date of its first decision, though the application was hired and unhired
/// since, is a new hire as of its receipt.
public enum ReceiptsSpeakInOrder {
  /// The as-of instant and its clock, of something that was received at an instant, after what was reported before.
  public static func asOf(
    _ stated: AsOf, of statement: HireHistory.Statement, receivedAt: Timestamp, after history: HireHistory
  ) -> AsOf {
    guard let last = history.last, last.statement != statement, last.receivedAt < receivedAt else { return stated }
    switch stated.clock {
    case .event: return stated
    case .receipt: return behind(last, at: stated.instant)
    case .decision:
      let isRehire = statement == .hired && history.wasHired && stated.instant <= last.asOf
      return isRehire ? behind(last, at: receivedAt) : stated
    }
  }

  /// An instant by the receipt's clock, later than what was said last: a tie would go to the withdrawal.
  private static func behind(_ last: HireHistory.Last, at instant: Timestamp) -> AsOf {
    AsOf(max(instant, Timestamp(microseconds: last.asOf.microseconds + 1)), by: .receipt)
  }
}
