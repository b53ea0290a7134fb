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

  /// The same form with those fields alone, under another heading where one is given.
  func limited(to names: Set<String>, title: Said? = nil, button: Said? = nil) -> ActionForm {
    ActionForm(
      type: type, title: title ?? self.title, button: button ?? self.button, warning: warning, done: done,
      isGrave: isGrave, fields: fields.filter { names.contains($0.name) })
  }

  /// The same form as it was sent: a field that may be left out, and was not shown, is not shown again.
  func limited(to posted: [String: String]) -> ActionForm {
    limited(
      to: Set(fields.filter { posted[$0.name] != nil || !($0.emptyRemoves || $0.isRequiredWhereShown) }.map(\.name)))
  }
}
