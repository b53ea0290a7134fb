import Messages
import NotificationsDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Tells staff and the member where a reward goes, and when it is paid (W3, W9).
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
    let details = try EventFields(fieldsOf: event)
    let place = StoryPlace.settlement(of: event.rewardId)
    let named: [Need] = (event.charityId.map { [.charity($0)] } ?? []) + (event.companyId.map { [.company($0)] } ?? [])
    return [
      .staff(
        .staffRewardSettled, details: details, wishes: named + [.memberName(event.memberId)], place: place),
      .member(.memberRewardSettled, to: event.memberId, wishes: named, place: place, details: details),
    ]
  }
}
