import Messages
import Vocabulary

/// How webhooks that wait are looked at again: with what somebody knows of them by hand, first without sending anything.
package struct DeliveryRetry: Hashable, Sendable {
  /// Whether only to ask what would be.
  package var isDryRun = true
  /// The offer's id, where the webhook's job leads to none.
  package var offer: String?
  /// The offer's external reference, likewise.
  package var offerReference: String?
  /// The person's e-mail address, where the webhook names none.
  package var email: String?
  /// Why it is done.
  package var grounds: String?
  /// Who decides.
  package var actor: String?

  package init() {}

  /// The command for one of them; the syntax of what was said by hand is the service's to judge.
  package func command(for id: DeliveryID) -> OutgoingCommand {
    var data: JSONObject = ["deliveryId": .string(id.description), "dryRun": .boolean(isDryRun)]
    data["offerId"] = offer.map { .string($0) }
    data["offerReference"] = offerReference.map { .string($0) }
    data["email"] = email.map { .string($0) }
    data["reason"] = grounds.map { .string($0) }
    return OutgoingCommand(id: .make(), type: RetryDelivery.messageType, actor: actor, data: data)
  }

  /// Whether something is said by hand, which is true of one webhook and not of all that wait.
  package var saysWho: Bool { email != nil }

  /// Whether it is said which offer it is about.
  package var saysWhat: Bool { offer != nil || offerReference != nil }
}
