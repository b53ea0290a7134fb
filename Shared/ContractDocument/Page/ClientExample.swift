/// A whole program of a client, as a file has it.
public struct ClientExample: Hashable, Sendable {
  /// The file's name: `<task>.<client>.<extension>`, such as `publish_hire.pika.py`.
  public let name: String
  /// What is in it.
  public let text: String

  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

extension ClientExample {
  private var parts: [String] { name.split(separator: ".").map(String.init) }

  /// What it does: the first word of the name.
  var task: String { parts.first ?? name }

  /// With what it does it: the second word; where there is none, the language.
  var client: String { parts.count > 2 ? parts[1] : parts.last ?? name }

  /// What it does, for people.
  var taskTitle: String {
    let titles = [
      "publish_hire": "Report a hire, and read the answer",
      "withdraw_hire": "Withdraw a hire",
      "finance": "Take payout instructions, and confirm them",
      "staff": "Listen as a tool for staff",
      "command": "Send a command, and read the answer",
      "reply": "Send, and read the answer",
      "consume": "Consume notifications",
      "replay": "Replay the stream",
      "replay_by_offset": "Replay the stream from an offset",
      "replay_by_time": "Replay the stream from a time",
      "webhook": "Post a webhook",
    ]
    if let title = titles[task] { return title }
    let words = task.split { $0 == "_" || $0 == "-" }.joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// The client library, for people.
  var clientTitle: String {
    let titles = [
      "pika": "pika (Python)", "aio_pika": "aio-pika (Python)", "faststream": "FastStream (Python)",
      "kombu": "kombu (Python)", "cloudevents": "CloudEvents SDK (Python)",
      "cloudevents_structured": "CloudEvents SDK, structured mode (Python)",
      "cloudevents_binary": "CloudEvents SDK, binary mode (Python)", "java": "amqp-client (Java)",
      "amqp_client": "amqp-client (Java)", "go": "amqp091-go (Go)", "amqp091": "amqp091-go (Go)",
      "coopt": "coopt (shell)", "sh": "shell", "curl": "curl (shell)", "py": "Python",
    ]
    return titles[client] ?? client
  }
}
