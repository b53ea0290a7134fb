import CooptCommandLine
import Vocabulary

/// Something that is done with letters, from its begin to a while after its end.
struct LetterErrand: Sendable {
  /// By which the trail has it.
  let id: MessageID
  let action: LetterAction
  let queue: String
  /// Who does it.
  let actor: String
  let startedAt = Timestamp.now
  /// Whether somebody else works on the same letters.
  var isWaiting = false
  /// Whether nothing more happens.
  var isOver = false
  /// What has become of the letters so far.
  var report: LetterReport?
  /// Why it ended before its end.
  var failure: String?

  init(id: MessageID, action: LetterAction, queue: String, actor: String) {
    (self.id, self.action, self.queue, self.actor) = (id, action, queue, actor)
  }
}
