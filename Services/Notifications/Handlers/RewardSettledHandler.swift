import Messages
import NotificationsDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Tells staff and the member how a reward was settled (W3), with the tax information on the first of a year (W6).
package struct RewardSettledHandler: NotificationHandler {
  package typealias Payload = RewardSettled

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func record(_ messages: [Incoming<RewardSettled>]) -> [Statement] {
    [RewardStatements.keepSettled(messages.map(\.data))]
  }

  package func notices(_ message: Incoming<RewardSettled>) throws -> [Notice] {
    let event = message.data
    let details = try JSONObject(fieldsOf: event)
    let place = StoryPlace.settlement(of: event.rewardId)
    return [
      .staff(.staffRewardSettled, details: details, place: place),
      .member(.memberRewardSettled, to: event.memberId, place: place, details: details),
    ]
  }

  package func furtherNotices(
    _ messages: [Incoming<RewardSettled>], in transaction: Transaction
  ) async throws -> [MessageID: [Notice]] {
    let settled = messages.map {
      RewardStatements.SettledReward(
        memberID: $0.data.memberId, rewardID: $0.data.rewardId, settledAt: $0.event.time ?? $0.receivedAt)
    }
    let rows = try await transaction.query(RewardStatements.keepFirstOfYear(settled))
    let firstOfYear = Dictionary(try rows.decode((RewardID, Int).self).map { ($0.0, $0.1) }) { year, _ in year }
    var notices: [MessageID: [Notice]] = [:]
    var told: Set<RewardID> = []
    for message in messages {
      guard let year = firstOfYear[message.data.rewardId], told.insert(message.data.rewardId).inserted else { continue }
      notices[message.id] = [try taxInformation(message.data, year: year)]
    }
    return notices
  }

  package func taxInformation(_ event: RewardSettled, year: Int) throws -> Notice {
    var details = try JSONObject(fieldsOf: event)
    details["year"] = .integer(year)
    return .member(
      .memberTaxInformation, to: event.memberId, place: .with(settlementOf: event.rewardId), details: details)
  }
}
