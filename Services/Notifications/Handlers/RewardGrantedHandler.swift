import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff and the member of a reward; staff also that one is held until its option is chosen (W1–W3).
package struct RewardGrantedHandler: NotificationHandler {
  package typealias Payload = RewardGranted

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<RewardGranted>) throws -> [Notice] {
    let event = message.data
    let details = try EventFields(fieldsOf: event)
    let place = StoryPlace.grant(of: event.rewardId, for: event.hireId)
    // A sponsor is told of the share; whom the sponsored member recommended is not the sponsor's business (M8).
    let forMember = event.kind == .sponsorship ? details.without("recommendationId") : details
    var notices = [
      Notice.staff(.staffRewardGranted, details: details, wishes: [.memberName(event.memberId)], place: place),
      .member(.memberRewardGranted, to: event.memberId, place: place, details: forMember),
    ]
    if event.state == .held {
      notices.append(
        .staff(
          .staffRewardHeld, details: details, wishes: [.memberName(event.memberId)],
          place: .hold(of: event.rewardId, for: event.hireId)))
    }
    return notices
  }
}
