import Messages
import MessageHandling
import NotificationsDomain
import PostgreSQLClient
import Vocabulary

/// Tells the member whose bonus it is that money was paid (W6), with the tax information on the first of a year.
package struct PayoutMadeHandler: NotificationHandler {
  package typealias Payload = PayoutMade

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<PayoutMade>) throws -> [Notice] {
    let event = message.data
    guard let member = event.recipient else { return [] }
    return [
      .member(
        .memberPayoutMade, to: member, wishes: event.beneficiary.kind == .charity ? event.beneficiary.named : [],
        place: .after(payout: event.payoutId), details: try EventFields(fieldsOf: event))
    ]
  }

  /// What goes to a charity is no income of the member's.
  package func furtherNotices(
    _ messages: [Incoming<PayoutMade>], in transaction: Transaction
  ) async throws -> [MessageID: [Notice]] {
    let payments = messages.map(\.data).filter { $0.beneficiary.kind == .member }.compactMap { event in
      event.recipient.map {
        RewardStatements.Payment(
          memberID: $0, rewardID: event.rewardId, payoutID: event.payoutId, paidAt: event.paidAt)
      }
    }
    guard !payments.isEmpty else { return [:] }
    let rows = try await transaction.query(RewardStatements.keepFirstOfYear(payments))
    var firstOfYear = Dictionary(try rows.decode((PayoutID, Int).self).map { ($0.0, $0.1) }) { year, _ in year }
    var notices: [MessageID: [Notice]] = [:]
    for message in messages {
      guard let year = firstOfYear.removeValue(forKey: message.data.payoutId) else { continue }
      notices[message.id] = try taxInformation(message.data, year: year).map { [$0] }
    }
    return notices
  }

  /// What a member is told with the first payment of a year; nil where no member is paid.
  package func taxInformation(_ event: PayoutMade, year: Int) throws -> Notice? {
    let details = try EventFields(fieldsOf: event).with("year", .integer(year))
    return event.recipient.map { .member(.memberTaxInformation, to: $0, details: details) }
  }
}

extension PayoutMade {
  /// Whose bonus it pays; a member who is paid is that member.
  fileprivate var recipient: MemberID? { beneficiary.kind == .member ? MemberID(beneficiary.id) : memberId }
}
