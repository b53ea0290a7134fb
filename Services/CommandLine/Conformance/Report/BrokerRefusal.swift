/// What the broker said when it closed a channel or a connection, and what it means for somebody who does not know the
/// platform.
package struct BrokerRefusal: Hashable, Sendable {
  /// The broker's reply code.
  package let code: Int
  /// The broker's words.
  package let text: String

  /// The method that it refused.
  package let method: WireMethod.MethodName

  package init(code: Int, text: String, method: WireMethod.MethodName) {
    self.code = code
    self.text = text
    self.method = method
  }

  /// What to change.
  package var change: String {
    switch true {
    case text.contains("user_id"):
      "Set the property user_id to the very name that you log in with, or leave it out."
    case method == .exchangeDeclare:
      "Do not declare what is the platform's: publish to the exchange and bind to it, as they are (or declare "
        + "passively)."
    case text.contains("to topic"):
      "Use the routing keys and binding keys of your kind of login; other keys of the exchange are closed to it."
    case text.contains("to queue 'coopt.notifications.stream") && text.contains("prefetch"),
      text.contains("prefetch count is not set"):
      "Set a prefetch (basic.qos) before you consume the stream: it needs one."
    case text.contains("NOT_IMPLEMENTED"), text.contains("not support"):
      "Consume the stream with acknowledgements (no_ack false) and a prefetch, and not exclusively."
    case text.contains("access to queue"):
      "Declare, bind and consume queues under your own prefix alone, ats., finance., staff., or such as the broker names "
        + "(declared with an empty name, and for what need not last); who reports hires alone binds none."
    case text.contains("access to exchange"):
      "Publish to coopt.integration (reports) or coopt.commands (questions) alone."
    case code == 404: "Use names as the contract has them; what exists is declared by the platform."
    default: "See the broker's words; the contract lists what your login may do."
    }
  }
}
