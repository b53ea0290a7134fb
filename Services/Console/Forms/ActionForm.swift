import ConsoleDomain
import Messages
import Vocabulary

/// A command as a form: what is asked of whoever sends it.
struct ActionForm: Sendable {
  /// The command.
  let type: MessageType
  /// What it does, as a heading.
  let title: Said
  /// What its button says.
  let button: Said
  /// What to think of before.
  var warning: Said?
  /// What the next page says when it is done.
  let done: Said
  /// Whether it can hardly be undone: its button looks so.
  var isGrave = false
  let fields: [FormField]

  /// The command's routing key.
  var key: String { type.routingKey }
}
