import Messages
import Topology

/// What the document says in sentences that no declaration holds.
enum Prose {
  /// The media type of every message.
  static let contentType = "application/cloudevents+json"

  /// What strangers need to know before anything else.
  static var description: String {
    """
    Coopt is a community that recommends candidates to companies and is paid for hires. Other systems join it over \
    RabbitMQ (AMQP 0-9-1): systems that report hires, systems that pay, tools of staff, sites of members and companies.

    **Perspective.** Operations are the platform's: what it *receives* is what you publish, what it *sends* is what you \
    consume.

    **Messages** are CloudEvents 1.0 as JSON, one event a message, `content_type` `application/cloudevents+json`, \
    persistent (`delivery_mode` 2), UTF-8. Inbound, binary mode is taken too: `content_type` `application/json`, `data` \
    as the body, each attribute as a header with one of the prefixes `ce-`, `cloudEvents:` and `cloudEvents_`. Keys that \
    nobody knows are ignored, here and by you: a later version may add some. A body has at most 1 MiB.

    **Exchanges and the platform's queues are there already.** Never declare an exchange: the broker refuses it \
    (`access_refused`), as it refuses \(Logins.namesQueues ? "" : "a queue whose name the broker makes up (`queue_declare(\"\")`), ")\
    a name that does not begin with your own prefix, and a binding key that you may not read. `x-coopt-logins` says for \
    each kind of login what it may do.

    **Publish** to the exchange of the channel under its address, with publisher confirms and `mandatory`, with \
    `user_id` set to your own login (or never: not now and then). A misspelled key is answered \
    (`unknown-command`, `invalid-message`); one of too many words, which no queue takes, is kept for operators and \
    confirmed: the answer is what says that a message was read.

    **Answers** go to `reply_to`: a queue of your own, whose name begins with your prefix, or RabbitMQ's \
    `amq.rabbitmq.reply-to`. They have your `correlation_id`, the type `coopt.reply.accepted.v1` with the result or \
    `coopt.reply.rejected.v1` with a problem (RFC 9457) whose `code` programs compare, and are published by \
    `<service>-replies`, which the broker vouches for in `user_id`. A command or report that is sent again with the same \
    `id` and `source` has no second effect and gets the same answer. Questions change nothing, are kept nowhere, and are answered anew under any `id`. Without `reply_to`, what breaks its \
    schema is a dead letter, and a command that is refused for its content is told to staff (`staff.command-refused`).

    **Commands that somebody decides by hand** need the envelope's attribute `actor` (`x-coopt-actor`).

    **Notifications** are published by the login `notifications`; look at `user_id` before you act on one. `text` and \
    `subject` are for people, `details` for programs.

    **Texts** are at most as long as said (characters are Unicode code points), hold no control characters and no marks \
    that change the direction of writing; a *line* has no line break. Money is in cents of the currency beside it. \
    Instants are RFC 3339.
    """
  }

  static let tags: [(name: String, description: String)] =
    ServiceName.allCases.map { ($0.rawValue, "The service `\($0.rawValue)`.") } + [
      ("integration", "What systems outside report."), ("command", "Changes something, and is answered."),
      ("question", "Changes nothing, and is answered."), ("report", "What a system outside says, and is answered."),
      ("notification", "What people, their tools and finance are told."),
      ("event", "What services tell each other; nobody outside may bind it, the administrator looks at it."),
    ]

  static var replyAddress: String {
    """
    The property `reply_to` of what is answered: a queue whose name begins with `staff.`, `site.`, `company.`, `ats.` or \
    `finance.`\(Logins.namesQueues ? ", one that the broker named (`amq.gen-…`)" : ""), or RabbitMQ's `amq.rabbitmq.reply-to`. Anything else is not answered. The answer has the \
    `correlation_id` of the request, and is published to the default exchange by the login `<service>-replies`.
    """
  }

  static let stream = """
    Every notification of the last 30 days, as a stream. Consume it with a prefetch (`basic.qos`), with \
    acknowledgements and with the argument `x-stream-offset` of `basic.consume`: `first`, `last`, `next`, an offset (a \
    whole number) or a timestamp. Each delivery says its offset in the header `x-stream-offset`; keeping it is yours: \
    begin again at the one after the last that you have handled. A timestamp begins with the chunk that holds it, so \
    look at the envelope's `time` and leave out what is earlier. Staff may read it; nobody declares it.
    """

  static let finance = """
    For finance: the data of the event itself, with no text around it. Pay when it is requested, report \
    `payout.confirmed` or `payout.failed` with its `payoutId`.
    """

  static let details = """
    Ids and figures for programs: the fields of the event that is told, less what this audience may not see, and what it \
    acts on beside.
    """

  static let deadLetters = """
    What cannot be handled, where operators find it: in the queue `<service>.dead-letters`, with body and properties as \
    they were (without `user_id` and `expiration`), under the routing key `<service>.<routing key that it had>`. \
    `x-coopt-exchange` and `x-coopt-routing-key` say where its sender published it. Publish it there anew, without \
    `x-death` and the headers `x-coopt-…`, to have it handled; `coopt dead-letters replay` sends it to the one queue that \
    refused it. Staff are told (`staff.message-dead-lettered`). What no queue takes on `coopt.commands` and \
    `coopt.integration` is kept in `coopt.unroutable`, and is not returned.
    """

  static let recipients: [Audience: String] = [
    .member: "The member who is told.", .company: "The company that is told.",
    .candidate: "The candidate who is told.", .charity: "The charity that is told.",
    .invitee: "The invitation of the person who is told.",
  ]
}
