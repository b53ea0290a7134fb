/// The settings that a service program may be given, so that a misspelled one is told instead of ignored.
public struct SettingName: Sendable {
  /// Its name in the environment; a value that is secret may be given in a file, under the name with `_FILE` behind it.
  public let name: String
  /// What it means, in half a line.
  public let meaning: String

  /// A setting with its meaning.
  package init(name: String, meaning: String) {
    self.name = name
    self.meaning = meaning
  }

  /// Every setting that some service reads.
  public static let all: [SettingName] = ofThePlatform + ofTraces

  private static let ofThePlatform: [SettingName] = [
    SettingName(
      name: "COOPT_DATABASE_URL", meaning: "postgresql://user:password@host:port/database, several hosts by commas"),
    SettingName(
      name: "COOPT_AMQP_URL", meaning: "amqp:// or amqps://user:password@host:port/vhost, several hosts by commas"),
    SettingName(
      name: "COOPT_REPLIES_AMQP_URL",
      meaning: "the same for answers, as a login that sends nothing else; COOPT_AMQP_URL"),
    SettingName(
      name: "COOPT_OUTSIDE_SYSTEMS", meaning: "the systems that report, as JSON; one 'ats' and one 'finance'"),
    SettingName(
      name: "COOPT_UNVOUCHED_EVENTS", meaning: "accepted or refused: events without the property user_id; accepted"),
    SettingName(name: "COOPT_MIGRATION_DATABASE_URL", meaning: "the same for 'migrate', as the schema's owner"),
    SettingName(
      name: "COOPT_PLAIN_TEXT",
      meaning: "loopback, or allowed: other machines are spoken to without encryption; loopback"),
    SettingName(name: "COOPT_HTTP_HOST", meaning: "the address of /health and /metrics; 127.0.0.1"),
    SettingName(name: "COOPT_HTTP_PORT", meaning: "its port; 8080"),
    SettingName(name: "COOPT_LOG_LEVEL", meaning: "trace, debug, info, notice, warning, error or critical; info"),
    SettingName(
      name: "COOPT_BATCHES_AT_ONCE",
      meaning:
        "transactions of one queue at the same time at most, where they reach nothing in common; 2, with two cores 1"),
    SettingName(name: "COOPT_BATCH_SIZE", meaning: "messages in one transaction at most; 200, notifications 100"),
    SettingName(name: "COOPT_PREFETCH", meaning: "unacknowledged messages of a queue; twice the batch size"),
    SettingName(name: "COOPT_EVENTS_PER_MESSAGE", meaning: "events in one message between services at most; 100"),
    SettingName(name: "COOPT_ATTEMPTS", meaning: "how often a message that fails by itself is tried; 5"),
    SettingName(
      name: "COOPT_UNKNOWN_TYPE_SECONDS", meaning: "how long an unknown event waits for a newer version; 600"),
    SettingName(name: "COOPT_RETENTION_DAYS", meaning: "how long handled messages are remembered; 35"),
    SettingName(name: "COOPT_DATABASE_CONNECTIONS", meaning: "connections to PostgreSQL; 5"),
    SettingName(name: "COOPT_DRAIN_SECONDS", meaning: "how long stopping may take; 20"),
    SettingName(
      name: "COOPT_IDENTITY_KEY",
      meaning: "base64 of at least 32 bytes, or two while one is exchanged (members, recommendations)"),
    SettingName(name: "COOPT_SMTP_URL", meaning: "the mail server (notifications)"),
    SettingName(name: "COOPT_SMTP_ENCRYPTION", meaning: "required, opportunistic or off (notifications)"),
    SettingName(name: "COOPT_MAIL_FROM", meaning: "the sender of letters (notifications)"),
    SettingName(name: "COOPT_MAIL_REPLY_TO", meaning: "where answers to letters go; nowhere (notifications)"),
    SettingName(name: "COOPT_PLATFORM_NAME", meaning: "who signs letters; Coopt (notifications)"),
    SettingName(name: "COOPT_PLATFORM_ADDRESS", meaning: "its postal address, in one line (notifications)"),
    SettingName(name: "COOPT_SITE_URL", meaning: "where members find what letters speak of (notifications)"),
    SettingName(
      name: "COOPT_CONTROLLER_NAME", meaning: "who answers for personal data; COOPT_PLATFORM_NAME (notifications)"),
    SettingName(
      name: "COOPT_CONTROLLER_ADDRESS", meaning: "their postal address; COOPT_PLATFORM_ADDRESS (notifications)"),
    SettingName(
      name: "COOPT_DATA_PROTECTION_EMAIL",
      meaning: "whom people write to about their data; COOPT_MAIL_REPLY_TO (notifications)"),
    SettingName(
      name: "COOPT_CANDIDATE_RETENTION_MONTHS",
      meaning: "how long a candidate's data are said to be kept; 24 (notifications)"),
    SettingName(
      name: "COOPT_SUPERVISORY_AUTHORITY", meaning: "where to complain about data; the CNIL (notifications)"),
    SettingName(
      name: "COOPT_MAIL_UNSUBSCRIBE",
      meaning: "https: or mailto:, how to be proposed no offers by mail any more (notifications)"),
    SettingName(name: "COOPT_MAIL_ATTEMPTS", meaning: "how often a letter is tried; 8 (notifications)"),
    SettingName(name: "COOPT_MAIL_RETRY_SECONDS", meaning: "the first pause between; 60 (notifications)"),
    SettingName(
      name: "COOPT_MAIL_CONNECTIONS", meaning: "connections to the mail server at most; 8 (notifications)"),
    SettingName(name: "COOPT_HOOK_SOURCES", meaning: "where webhooks come from, as JSON; nowhere (webhooks)"),
    SettingName(
      name: "COOPT_HOOK_SECRETS",
      meaning: "for each source its secrets and login, as JSON; its file is read again when it changes (webhooks)"),
    SettingName(name: "COOPT_HOOK_BODY_BYTES", meaning: "bytes of a webhook at most; 1048576 (webhooks)"),
    SettingName(
      name: "COOPT_HOOK_REQUESTS_PER_SECOND", meaning: "webhooks of one source in a second at most; 2000 (webhooks)"),
    SettingName(
      name: "COOPT_HOOK_RETENTION_DAYS",
      meaning: "how long a webhook is kept as it came, once nobody waits for it; 90 (webhooks)"),
    SettingName(
      name: "COOPT_HOOK_VENDOR_SECONDS", meaning: "how long a vendor's API may take to answer; 20 (webhooks)"),
  ]

  /// OpenTelemetry's variables that have a meaning here; its others are nobody's mistake.
  private static let ofTraces: [SettingName] = [
    SettingName(name: "OTEL_EXPORTER_OTLP_ENDPOINT", meaning: "where spans go, /v1/traces is added; none"),
    SettingName(name: "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", meaning: "the same, as it is"),
    SettingName(name: "OTEL_EXPORTER_OTLP_HEADERS", meaning: "key=value,… sent along, such as a key of the collector"),
    SettingName(name: "OTEL_EXPORTER_OTLP_TRACES_HEADERS", meaning: "the same, for traces alone"),
    SettingName(name: "OTEL_EXPORTER_OTLP_CERTIFICATE", meaning: "authorities of an https:// collector; the system's"),
    SettingName(name: "OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE", meaning: "the same, for traces alone"),
    SettingName(name: "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", meaning: "who we are, where the collector asks"),
    SettingName(name: "OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE", meaning: "the same, for traces alone"),
    SettingName(name: "OTEL_EXPORTER_OTLP_CLIENT_KEY", meaning: "the key of that certificate"),
    SettingName(name: "OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY", meaning: "the same, for traces alone"),
    SettingName(name: "OTEL_EXPORTER_OTLP_PROTOCOL", meaning: "http/json"),
    SettingName(name: "OTEL_EXPORTER_OTLP_TIMEOUT", meaning: "milliseconds that a post may take; 10000"),
    SettingName(name: "OTEL_TRACES_EXPORTER", meaning: "otlp or none; otlp"),
    SettingName(name: "OTEL_SDK_DISABLED", meaning: "true switches traces off; false"),
    SettingName(
      name: "OTEL_TRACES_SAMPLER", meaning: "[parentbased_]always_on, always_off or traceidratio; parentbased_always_on"
    ),
    SettingName(name: "OTEL_TRACES_SAMPLER_ARG", meaning: "the ratio, 0 to 1; 1"),
    SettingName(name: "OTEL_SERVICE_NAME", meaning: "coopt-<service>"),
    SettingName(name: "OTEL_RESOURCE_ATTRIBUTES", meaning: "key=value,… that all spans have"),
    SettingName(name: "OTEL_BSP_SCHEDULE_DELAY", meaning: "milliseconds that spans wait for company; 5000"),
    SettingName(name: "OTEL_BSP_MAX_QUEUE_SIZE", meaning: "spans that wait at most, others are lost; 2048"),
    SettingName(name: "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", meaning: "spans in a post; 512"),
    SettingName(name: "OTEL_BSP_EXPORT_TIMEOUT", meaning: "milliseconds that a post may take; 30000"),
  ]

  /// What a stack sets for its tools and tests, and services that are started in the same shell may inherit.
  private static let ofStacks = [
    "COOPT_ADMIN_", "COOPT_ATS_", "COOPT_STAFF_", "COOPT_FINANCE_", "COOPT_SITE_", "COOPT_COMPANY_", "COOPT_MEMBERS_",
    "COOPT_OFFERS_", "COOPT_RECOMMENDATIONS_", "COOPT_QUALIFICATION_", "COOPT_REWARDS_", "COOPT_NOTIFICATIONS_",
    "COOPT_WEBHOOKS_", "COOPT_CONSOLE_",
    "COOPT_MANAGEMENT_", "COOPT_CA_FILE", "COOPT_TLS", "COOPT_LOCAL", "COOPT_STACK_ENV", "COOPT_PRODUCTS",
    "COOPT_RUNNING", "COOPT_CLUSTER_SEED", "COOPT_ACTOR",
    "COOPT_POSTGRES_PASSWORDS_DIR", "COOPT_AMQP_PASSWORDS_DIR", "COOPT_MAIL_DIR",
    // COOPT_CONSOLE itself, and where the console and its provider are.
    "COOPT_CONSOLE", "COOPT_IDENTITY_URL",
  ]

  /// The settings in an environment that no service knows, each with the one that may be meant.
  ///
  /// A program of another kind names the settings that it has besides.
  public static func unknown(
    in environment: some Sequence<String>, besides more: [SettingName] = []
  ) -> [SettingError] {
    let known = more + all
    let names = Set(known.map(\.name))
    // What begins as a setting of its own is one, or is misspelled; to others it is the stack's.
    let own = Set(more.map { $0.name.split(separator: "_").prefix(2).joined(separator: "_") + "_" })
    return environment.sorted().compactMap { name in
      guard name.hasPrefix("COOPT_"), name != "COOPT_MAIL", !isOfSource(name) else { return nil }
      guard !ofStacks.contains(where: name.hasPrefix) || own.contains(where: name.hasPrefix) && !isAddress(name) else {
        return nil
      }
      let plain = name.hasSuffix("_FILE") && !names.contains(name) ? String(name.dropLast("_FILE".count)) : name
      guard !names.contains(plain) else { return nil }
      let near = known.map { (name: $0.name, distance: distance(plain, $0.name)) }.min { $0.distance < $1.distance }
      let hint = near.flatMap { $0.distance <= 4 ? "; is \($0.name) meant?" : nil } ?? ""
      return SettingError(name, "is none that this program knows\(hint)")
    }
  }

  /// Whether a stack says it of one source of webhooks: its secret, where its vendor's API is, who asks there.
  private static func isOfSource(_ name: String) -> Bool {
    let prefix = "COOPT_HOOK_"
    // Something has to stand in between: COOPT_HOOK_SECRET is COOPT_HOOK_SECRETS, misspelled.
    let rest = name.dropFirst(prefix.count)
    return name.hasPrefix(prefix)
      && ["_SECRET", "_API", "_API_TOKEN", "_ACCOUNT_TOKEN"].contains(where: rest.hasSuffix)
  }

  /// Whether a stack says it of a program: where that is, and what it logs in with.
  private static func isAddress(_ name: String) -> Bool {
    ["_AMQP_URL", "_AMQPS_URL", "_DATABASE_URL", "_HTTP_URL"].contains(where: name.hasSuffix)
  }

  /// How many letters have to be put in, left out or exchanged to make one text of another.
  private static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let cost = letter == right[column] ? diagonal : min(diagonal, row[column], row[column + 1]) + 1
        diagonal = row[column + 1]
        row[column + 1] = cost
      }
    }
    return row[right.count]
  }
}
