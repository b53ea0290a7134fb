extension Topology {
  /// Every policy of the virtual host.
  public static var policies: [Policy] {
    [alternateExchange, unroutable, notificationsRetention, abandonedStaffQueues]
      + ServiceName.allCases.map(deadLettering(of:))
  }

  /// What an exchange cannot route is kept for operators, instead of dropped or returned.
  private static let alternateExchange = Policy(
    "alternate-exchange",
    pattern: #"^coopt\.(commands|integration|events|notifications|dead-letters)$"#,
    applyTo: .exchanges,
    definition: ["alternate-exchange": .text(Exchange.unroutable.rawValue)]
  )

  /// Unbound messages are a curiosity: the oldest go when there are too many.
  private static let unroutable = Policy(
    "unroutable",
    pattern: #"^coopt\.unroutable$"#,
    applyTo: .queues,
    definition: ["max-length": .number(100_000), "overflow": .text("drop-head")]
  )

  /// How far back staff tools can replay (N3), and how much disk that may take at most.
  private static let notificationsRetention = Policy(
    "notifications-retention",
    pattern: #"^coopt\.notifications\.stream$"#,
    applyTo: .queues,
    definition: [
      "max-age": .text("1Y"), "max-length-bytes": .number(20_000_000_000),
      "stream-max-segment-size-bytes": .number(100_000_000),
    ]
  )

  /// A staff tool that nobody starts any more must not fill the broker's disk; the stream still has what is dropped.
  private static let abandonedStaffQueues = Policy(
    "abandoned-staff-queues",
    pattern: #"^staff\."#,
    applyTo: .queues,
    definition: ["max-length-bytes": .number(1_000_000_000), "overflow": .text("drop-head")]
  )

  /// What a service rejects reaches its dead letters for certain.
  ///
  /// At-least-once dead-lettering needs `overflow` reject-publish besides. There is no delivery limit: a crash counts
  /// an attempt for every prefetched message, so a limit would dead-letter healthy ones; services count for themselves.
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
      ]
    )
  }
}
