import MessageSchemas
import Messages
import Topology
import Vocabulary

// Servers, and what is beside the messages themselves.
extension DocumentWriter {
  var servers: DocumentValue {
    .object([
      .init(
        "platform",
        .object([
          .init("host", "{host}:5671"), .init("protocol", "amqps"), .init("protocolVersion", "0-9-1"),
          .init("pathname", .string("/\(Topology.virtualHost)")), .init("title", "The platform's broker"),
          .init("description", .string("RabbitMQ, AMQP 0-9-1 over TLS, virtual host `\(Topology.virtualHost)`.")),
          .init(
            "variables",
            .object([
              .init(
                "host",
                .object([
                  .init("description", "Where the broker is, as the platform's operators say."),
                  .init("default", "broker.coopt.example"),
                ]))
            ])), .init("security", .array([.object([.init("$ref", "#/components/securitySchemes/login")])])),
        ])),
      .init(
        "local",
        .object([
          .init("host", "localhost:5672"), .init("protocol", "amqp"), .init("protocolVersion", "0-9-1"),
          .init("pathname", .string("/\(Topology.virtualHost)")), .init("title", "A local stack"),
          .init("description", "What `make up` starts; `.local/stack.env` has the addresses with login and password."),
          .init("security", .array([.object([.init("$ref", "#/components/securitySchemes/login")])])),
        ])),
    ])
  }

  static let securitySchemes: DocumentValue = .object([
    .init(
      "login",
      .object([
        .init("type", "userPassword"),
        .init(
          "description",
          "A login of the broker (SASL PLAIN), one for each tool and each outside system; `x-coopt-logins` says what each kind may do."
        ),
      ]))
  ])

  var streamSection: DocumentValue {
    .object([
      .init("name", .string(Topology.notificationsStream)), .init("description", .string(Prose.stream)),
      .init("argument", "x-stream-offset"), .init("header", "x-stream-offset"),
      .init("starts", ["first", "last", "next", "an offset", "a timestamp"]), .init("retention", "30 days"),
    ])
  }

  private static let headers: [(name: String, description: String)] = [
    ("x-coopt-reason", "Why: a code, as in `x-coopt-refusals`."),
    ("x-coopt-detail", "What is wrong with it, naming fields and never a value; at most 1000 characters."),
    ("x-coopt-queue", "The queue that it came from."), ("x-coopt-attempts", "How often it was tried."),
    ("x-coopt-exchange", "The exchange that its sender published it to."),
    ("x-coopt-routing-key", "The routing key that its sender published it with."),
    ("x-coopt-time", "When it was given up."),
    ("x-coopt-user-id", "The login that published it, where it said one."),
    ("x-coopt-expiration", "Its time to live, where it had one."),
    ("x-coopt-cc", "Its header `CC`, where it had one."), ("x-coopt-bcc", "Its header `BCC`, where it had one."),
    ("x-coopt-cut", "What was cut or left out for it to fit into a frame."),
  ]

  private static let reasons: [ProblemCode] = [
    .undecodable, .invalidMessage, .unknownType, .senderNotAllowed, .idAlreadyUsed, .actorRequired, .handlingFailed,
    .attemptsExhausted, .expired, .bodyTooLarge,
  ]

  var deadLetterSection: DocumentValue {
    .object([
      .init("description", .string(Prose.deadLetters)),
      .init("exchange", .string(Exchange.deadLetters.rawValue)),
      .init("queues", .array(ServiceName.allCases.map { .string(Topology.deadLettersQueue(of: $0).name) })),
      .init("unroutable", .string(Topology.unroutableQueue)),
      .init(
        "headers",
        .array(
          Self.headers.map {
            .object([.init("name", .string($0.name)), .init("description", .string($0.description))])
          })
      ), .init("reasons", refusals(Self.reasons)),
    ])
  }

  /// Where dead letters wait.
  mutating func writeDeadLetters() {
    let headers = DocumentValue.object([
      .init("type", "object"), .init("description", "What the service wrote on it, beside what it had."),
      .init(
        "properties",
        .object(
          Self.headers.map { header in
            .init(
              header.name,
              .object([
                .init("type", header.name == "x-coopt-attempts" ? "integer" : "string"),
                .init("description", .string(header.description)),
              ]))
          })), .init("required", ["x-coopt-reason", "x-coopt-queue", "x-coopt-attempts"]),
    ])
    let sample = sample(of: HireReported.messageType)
    let example = DocumentValue.object([
      .init("name", "invalid-message"), .init("summary", "A report whose candidate has an address that is none."),
      .init(
        "headers",
        .object([
          .init("x-coopt-reason", "invalid-message"),
          .init("x-coopt-detail", "candidate.email: is not an e-mail address"),
          .init("x-coopt-queue", "recommendations.integration"), .init("x-coopt-attempts", 1),
          .init("x-coopt-exchange", "coopt.integration"), .init("x-coopt-routing-key", "hire.reported"),
          .init("x-coopt-time", "2026-11-23T09:41:08Z"),
        ])), .init("payload", ordered(.object(sample), like: "integration.hire-reported.v1")),
    ])
    messages.append(
      .init(
        "dead-letter",
        .object([
          .init("name", "dead-letter"), .init("title", "A dead letter"),
          .init("summary", "A message that could not be handled, as it was."),
          .init("description", .string(Prose.deadLetters)), .init("headers", headers),
          .init("payload", .object([.init("description", "The body, whatever it is.")])),
          .init("examples", .array([example])),
        ])))
    let id = "dead-letters"
    addChannel(
      id, address: "{service}.#", title: "Dead letters", description: Prose.deadLetters, exchange: .deadLetters,
      messages: [("dead-letter", "#/components/messages/dead-letter")],
      parameter: ("service", "The service that gave it up.", ServiceName.allCases.map(\.rawValue)))
    operations.append(
      .init(
        id,
        .object([
          .init("action", "send"), .init("channel", .object([.init("$ref", .string("#/channels/\(id)"))])),
          .init("title", "Dead letters"), .init("summary", "Keeps what could not be handled for operators."),
          .init("description", .string(Prose.deadLetters)),
          .init("messages", .array([.object([.init("$ref", .string("#/channels/\(id)/messages/dead-letter"))])])),
          .init(
            "bindings", .object([.init("amqp", .object([.init("deliveryMode", 2), .init("bindingVersion", "0.3.0")]))])),
          .init("x-coopt-kind", "dead-letter"), .init("x-coopt-bound-by", ["administrator"]),
        ])))
  }
}
