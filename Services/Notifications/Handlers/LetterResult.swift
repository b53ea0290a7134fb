import NotificationsDomain
import Vocabulary

/// A letter that was taken to be sent, and what became of it.
struct LetterResult: Sendable {
  let taken: TakenLetter
  let state: DeliveryState
  /// What the mail server said, where it refused.
  let replyCode: Int?

  init(_ taken: TakenLetter, state: DeliveryState, replyCode: Int? = nil) {
    self.taken = taken
    self.state = state
    self.replyCode = replyCode
  }

  /// The state as it is stored.
  var stateName: String {
    switch state {
    case .sent: "sent"
    case .pending: "pending"
    case .givenUp: "given-up"
    }
  }

  var nextAttempt: Timestamp? {
    if case .pending(let instant, _) = state { instant } else { nil }
  }

  /// Whether the attempt counts.
  var counts: Bool {
    if case .pending(_, let counts) = state { counts } else { true }
  }
}
