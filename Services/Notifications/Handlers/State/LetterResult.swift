import NotificationsDomain
import SMTPClient
import Vocabulary

/// A letter that was taken to be sent, and what became of it.
struct LetterResult: Sendable {
  let taken: TakenLetter
  let outcome: SMTPOutcome
  let state: DeliveryState

  /// The state as it is stored.
  var stateName: String {
    switch state {
    case .sent: "sent"
    case .pending: "pending"
    case .givenUp: "given-up"
    }
  }

  /// What became of it in one word, for logs and metrics.
  var fate: String {
    switch (state, outcome.verdict) {
    case (.sent, _): "delivered"
    case (.pending(_, counts: true), _): "tried-again"
    case (.pending(_, counts: false), _): "waits-for-server"
    case (.givenUp, .letterRefused): "refused"
    case (.givenUp, _): "attempts-exhausted"
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
