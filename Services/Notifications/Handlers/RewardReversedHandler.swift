import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff and the member that a reward is taken back (W8).
package struct RewardReversedHandler: NotificationHandler {
  package typealias Payload = RewardReversed

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<RewardReversed>) throws -> [Notice] {
    let event = message.data
    let details = try EventFields(fieldsOf: event)
    let place = StoryPlace.after(grantOf: event.rewardId)
    return [
      .staff(.staffRewardReversed, details: details, wishes: [.memberName(event.memberId)], place: place),
      .member(.memberRewardReversed, to: event.memberId, place: place, details: details),
    ]
  }
}
