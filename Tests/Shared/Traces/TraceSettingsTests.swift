import Observability
import ServiceSettings
import Testing
import Traces

@Suite("Settings of traces")
struct TraceSettingsTests {
  private func read(_ values: [String: String]) throws -> TraceSettings? {
    try TraceSettings(Settings(values), service: "rewards", version: "1.0.0")
  }

  @Test("without an endpoint, or switched off, there are no traces")
  func off() throws {
    #expect(try read([:]) == nil)
    #expect(try read(["OTEL_TRACES_SAMPLER": "always_on"]) == nil)
    let endpoint = ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"]
    #expect(try read(endpoint) != nil)
    #expect(try read(endpoint.merging(["OTEL_SDK_DISABLED": "true"]) { $1 }) == nil)
    #expect(try read(endpoint.merging(["OTEL_TRACES_EXPORTER": "none"]) { $1 }) == nil)
  }

  @Test("the path of traces is added to the general endpoint, and not to their own")
  func endpoint() throws {
    #expect(try read(["OTEL_EXPORTER_OTLP_ENDPOINT": "https://c:4318"])?.endpoint == "https://c:4318/v1/traces")
    #expect(
      try read(["OTEL_EXPORTER_OTLP_ENDPOINT": "http://[::1]:4318/x/"])?.endpoint == "http://[::1]:4318/x/v1/traces")
    let both = ["OTEL_EXPORTER_OTLP_ENDPOINT": "https://c:4318", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "https://d/in"]
    #expect(try read(both)?.endpoint == "https://d/in")
  }

  @Test("spans go to another machine in clear only where that is allowed", arguments: ["c", "10.0.0.1", "c.localhost"])
  func inClear(host: String) throws {
    let endpoint = ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://\(host):4318"]
    let error = try #require(throws: SettingError.self) { try read(endpoint) }
    #expect(error.description.contains("COOPT_PLAIN_TEXT=allowed"))
    #expect(try read(endpoint.merging(["COOPT_PLAIN_TEXT": "allowed"]) { $1 }) != nil)
    #expect(try read(["OTEL_EXPORTER_OTLP_ENDPOINT": "https://\(host):4318"]) != nil)
  }

  @Test(
    "a value that cannot be used is named and never shown",
    arguments: [
      ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://"),
      ("OTEL_EXPORTER_OTLP_ENDPOINT", "ftp://c:4318"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://me:s3cret@c:4318"),
      ("OTEL_EXPORTER_OTLP_CERTIFICATE", "/no/such/s3cret"), ("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "/etc/passwd"),
      ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:99999"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:port"),
      ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), ("OTEL_TRACES_SAMPLER", "sometimes"),
      ("OTEL_TRACES_SAMPLER_ARG", "1.5"), ("OTEL_TRACES_SAMPLER_ARG", "secret"), ("OTEL_TRACES_EXPORTER", "zipkin"),
      ("OTEL_SDK_DISABLED", "yes"), ("OTEL_BSP_MAX_QUEUE_SIZE", "0"), ("OTEL_BSP_SCHEDULE_DELAY", "soon"),
      ("OTEL_EXPORTER_OTLP_HEADERS", "s3cret"), ("OTEL_EXPORTER_OTLP_HEADERS", "key=%zz"),
      ("OTEL_RESOURCE_ATTRIBUTES", "=x"),
    ])
  func malformed(name: String, value: String) throws {
    let error = try #require(throws: SettingError.self) { try read([name: value]) }
    #expect(error.name == name)
    #expect(!error.description.contains("s3cret"))
  }

  @Test("all that is wrong is told at once")
  func findings() throws {
    let values = ["OTEL_TRACES_SAMPLER": "sometimes", "OTEL_BSP_MAX_QUEUE_SIZE": "many"]
    let error = try #require(throws: SettingError.self) { try read(values) }
    #expect(error.others.count == 1)
  }

  @Test("every setting that is read is among those that help lists")
  func listed() {
    let names = Set(SettingName.all.map(\.name).filter { $0.hasPrefix("OTEL_") })
    #expect(names.isSuperset(of: ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_TRACES_SAMPLER", "OTEL_BSP_MAX_QUEUE_SIZE"]))
    #expect(SettingName.unknown(in: names).isEmpty)
    // Whoever sets OpenTelemetry's other variables for another program made no mistake.
    #expect(SettingName.unknown(in: ["OTEL_METRICS_EXPORTER"]).isEmpty)
    // What a stack says of a source of webhooks is no setting; what is nearly one is misspelled.
    let ofStacks = [
      "COOPT_CONSOLE", "COOPT_CONSOLE_URL", "COOPT_CONSOLE_LETTERS_AMQP_URL", "COOPT_IDENTITY_URL",
      "COOPT_WEBHOOKS_HTTP_URL", "COOPT_HOOK_OUR_LEVER_API", "COOPT_HOOK_LEVER_API_TOKEN", "COOPT_HOOK_ASHBY_SECRET",
    ]
    #expect(SettingName.unknown(in: ofStacks).isEmpty)
    #expect(SettingName.unknown(in: ["COOPT_HOOK_SECRET", "COOPT_HOOK_SOURCE", "COOPT_HOOK_API"]).count == 3)
  }
}
