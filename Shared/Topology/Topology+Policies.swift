extension Topology {
  /// Every policy of the virtual host.
  public static var policies: [Policy] {
    [alternateExchange, unroutable, notificationsRetention, queuesOfOutsiders, queuesNamedByServer, deadLetters]
      + ServiceName.allCases.flatMap { [deadLettering(of: $0), lastResort(of: $0)] }
  }

  /// What outsiders send and an exchange cannot route is kept for operators, instead of dropped.
  ///
  /// What services publish has no such way out: a message that no queue took would count as delivered. It is returned, and
  /// stays in the outbox of the service that owes it.
  private static let alternateExchange = Policy(
    "alternate-exchange",
    pattern: #"^coopt\.(commands|integration)$"#,
    applyTo: .exchanges,
    definition: ["alternate-exchange": .text(Exchange.unroutable.rawValue)]
  )

  /// Unbound messages are a curiosity: the oldest go when there are too many.
  private static let unroutable = Policy(
    "unroutable",
    pattern: #"^coopt\.unroutable$"#,
    applyTo: .queues,
    definition: [
      "max-length": .number(100_000), "overflow": .text("drop-head"), "delivery-limit": .number(timesLookedAt),
    ]
  )

  /// To look at a letter is to take it and to give it back, which the broker counts as a return: no number of looks may
  /// use a letter up, and RabbitMQ 4 has a limit of its own where no policy says one.
  private static let deadLetters = Policy(
    "dead-letters",
    pattern: #"^[a-z]+\.dead-letters$"#,
    applyTo: .queues,
    definition: ["delivery-limit": .number(timesLookedAt)]
  )

  /// As good as without a limit; RabbitMQ 3.10 has no word for none.
  private static let timesLookedAt = 1_000_000_000

  /// How far back staff tools can replay (N3), and how much disk that may take at most.
  ///
  /// Inboxes remember for longer, so that nothing in the stream can have a second effect.
  private static let notificationsRetention = Policy(
    "notifications-retention",
    pattern: #"^coopt\.notifications\.stream$"#,
    applyTo: .queues,
    definition: [
      "max-age": .text("30D"), "max-length-bytes": .number(20_000_000_000),
      "stream-max-segment-size-bytes": .number(100_000_000),
    ]
  )

  /// A tool that nobody starts any more, or a system that stops reading, must not fill the broker's disk.
  ///
  /// What is dropped is still in the stream, or an answer that the same command gets again.
  private static let queuesOfOutsiders = Policy(
    "queues-of-outsiders",
    pattern: #"^(staff|ats|finance|hooks|site|company)\."#,
    applyTo: .queues,
    definition: ["max-length-bytes": .number(1_000_000_000), "overflow": .text("drop-head")]
  )

  /// The same, and who is gone does not come back for a queue whose name nobody remembers.
  private static let queuesNamedByServer = Policy(
    "queues-named-by-the-broker",
    pattern: "^\(namedByServer)",
    applyTo: .queues,
    definition: [
      "max-length-bytes": .number(1_000_000_000), "overflow": .text("drop-head"),
      "expires": .number(millisecondsUnused),
    ]
  )

  /// A day, in which neither a consumer nor anybody else asks for the queue.
  private static let millisecondsUnused = 86_400_000

  /// What not even the service that writes reasons can read goes to its dead letters as it is.
  private static func lastResort(of service: ServiceName) -> Policy {
    Policy(
      "\(service.rawValue)-last-resort",
      pattern: #"^\#(service.rawValue)\.rejected$"#,
      applyTo: .queues,
      definition: [
        "dead-letter-exchange": .text(Exchange.deadLetters.rawValue),
        "dead-letter-routing-key": .text("\(service.rawValue).rejected"),
        "dead-letter-strategy": .text("at-least-once"),
        "overflow": .text("reject-publish"),
        "delivery-limit": .number(100),
      ]
    )
  }

  /// What a service rejects reaches its dead letters for certain.
  ///
  /// At-least-once dead-lettering needs `overflow` reject-publish besides. The delivery limit is generous: a crash counts
  /// an attempt for every prefetched message, so a low one would dead-letter healthy ones; services count for themselves,
  /// and the limit is for what ends a service before it can count.
  private static func deadLettering(of service: ServiceName) -> Policy {
    Policy(
      "\(service.rawValue)-dead-lettering",
      pattern: #"^\#(service.rawValue)\.(commands|events|integration)$"#,
      applyTo: .queues,
      definition: [
        "dead-letter-exchange": .text(Exchange.deadLetters.rawValue),
        "dead-letter-routing-key": .text(rejectedRoutingKey(of: service)),
        "dead-letter-strategy": .text("at-least-once"),
        "overflow": .text("reject-publish"),
        "delivery-limit": .number(100),
      ]
    )
  }
}
