extension Check {
  static let tells = Check(
    "takes-every-notification",
    contract: "A staff tool hears what is published on coopt.notifications under the keys that it binds.",
    change:
      #"Bind your queue to coopt.notifications under staff.#, and print {"told":ID} with the envelope's id of "#
      + #"each notification."#
  )
  static let inOrder = Check(
    "in-order", .advised, contract: "A queue hands out notifications in the order in which they were told.",
    change: "Work on one notification after the other where the order matters to your people.")
  static let fromOffset = Check(
    "replays-by-offset",
    contract: "coopt.notifications.stream, consumed with x-stream-offset as a number, begins at that message.",
    change:
      "Pass x-stream-offset as a 64-bit number among the arguments of basic.consume, with a prefetch and "
      + "acknowledgements."
  )
  static let notBefore = Check(
    "begins-where-asked", contract: "Replay begins with the message of that offset.",
    change: "Pass over messages whose header x-stream-offset is below the offset that was asked for.")
  static let fromTime = Check(
    "replays-by-time",
    contract:
      "coopt.notifications.stream, consumed with x-stream-offset as a timestamp, begins in the chunk of that time.",
    change: "Pass x-stream-offset as an AMQP timestamp (seconds) among the arguments of basic.consume.")
  static let notOlder = Check(
    "passes-over-older", .advised,
    contract: "Replay by time begins with a whole chunk, whose first messages may be older.",
    change: "Pass over notifications whose time is before the one that was asked for.")
  static let onceEach = Check(
    "each-once",
    contract: "A notification may be delivered again: source and id of the envelope say that it is the same.",
    change: "Remember the ids that were worked on, and acknowledge what comes again without working on it again.")
  static let ignoresUnknown = Check(
    "ignores-what-it-does-not-know",
    contract: "Fields and notifications may be added: unknown keys are ignored, and so are unknown notifications.",
    change: "Read only the keys that you know, and acknowledge what you do not know.")
  static let acksAfterWork = Check(
    "acknowledges-after-the-work", contract: "What is acknowledged never comes again, whatever becomes of the program.",
    change: "Acknowledge a notification only once its work is done, and never several at once beyond that.")
  static let keepsNotifications = Check(
    "loses-nothing-by-a-restart",
    contract: "What a durable queue holds waits for its tool, and comes again when it was not acknowledged.",
    change: "Use a durable queue that is neither exclusive nor auto-delete, under the same name at each start.")
  static let believes = Check(
    "believes-the-platform-alone",
    contract:
      "A notification is from the login notifications, as the property user_id says, which the broker vouches for.",
    change: #"Acknowledge and pass over what has another user_id than "notifications"."#)
  static let goesOn = Check(
    "goes-on-when-work-is-slow",
    contract:
      "A connection without heartbeats is closed by the broker, and what was not acknowledged is delivered again.",
    change: "Keep the connection served while you work (a thread of its own for the work), or connect again and go on.")
  static let bounded = Check(
    "takes-no-more-than-it-can-hold",
    contract: "The broker hands over as much as the prefetch allows: without one, everything at once.",
    change: "Set a prefetch of some hundred messages at most.")
}
