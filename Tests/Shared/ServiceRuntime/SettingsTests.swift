import Foundation
import ServiceRuntime
import ServiceSettings
import TestStack
import Testing
import Topology

@Suite("Settings")
struct SettingsTests {
  private func withFile<Result>(_ content: String, _ body: (String) throws -> Result) throws -> Result {
    let url = FileManager.default.temporaryDirectory.appending(path: "setting-\(UUID().uuidString)")
    try Data(content.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
  }

  private struct Unrefused: Error {}

  private func failure(_ body: () throws -> Void) throws -> SettingError {
    do {
      try body()
    } catch let error as SettingError {
      return error
    }
    throw Unrefused()
  }

  @Test("a value comes from the environment, or from the file that _FILE names, less its final line feed")
  func sources() throws {
    #expect(try Settings(["COOPT_KEY": " a b "]).text("COOPT_KEY") == " a b ")
    for (content, value) in [("secret\n", "secret"), ("two\nlines\n\n", "two\nlines\n"), ("no end", "no end")] {
      let read = try withFile(content) { try Settings(["COOPT_KEY_FILE": $0]).text("COOPT_KEY") }
      #expect(read == value)
    }
    let own = try withFile("file") { try Settings(["COOPT_KEY": "own", "COOPT_KEY_FILE": $0]).text("COOPT_KEY") }
    #expect(own == "own")
  }

  @Test("what is missing is named, with both ways to give it")
  func missing() throws {
    for values in [[:], ["COOPT_KEY": ""]] {
      let error = try failure { _ = try Settings(values).text("COOPT_KEY") }
      #expect(error.name == "COOPT_KEY")
      #expect(error.description.contains("missing") && error.description.contains("COOPT_KEY_FILE"))
    }
    #expect(try Settings([:]).optionalText("COOPT_KEY") == nil)
  }

  @Test("a file that cannot be read, or is empty, is an error of _FILE")
  func files() throws {
    for path in ["/nowhere/at/all", "/tmp"] {
      let error = try failure { _ = try Settings(["COOPT_KEY_FILE": path]).text("COOPT_KEY") }
      #expect(error.name == "COOPT_KEY_FILE")
    }
    try withFile("\n") { path in
      let error = try failure { _ = try Settings(["COOPT_KEY_FILE": path]).text("COOPT_KEY") }
      #expect(error.description.contains("empty"))
    }
  }

  @Test("malformed numbers are refused, and never repeated", arguments: ["12x", "-1", "101", "1.5", "hunter2"])
  func integers(text: String) throws {
    let error = try failure { _ = try Settings(["COOPT_N": text]).integer("COOPT_N", default: 5, in: 1...100) }
    #expect(error.name == "COOPT_N" && error.description.contains("1 to 100"))
    #expect(!error.reason.contains("hunter2"))
    #expect(try Settings([:]).integer("COOPT_N", default: 5, in: 1...100) == 5)
    #expect(try Settings(["COOPT_N": "100"]).integer("COOPT_N", default: 5, in: 1...100) == 100)
  }

  @Test("seconds may have a fraction, and are neither negative nor endless")
  func seconds() throws {
    #expect(try Settings(["COOPT_S": "0.5"]).seconds("COOPT_S", default: 1) == 0.5)
    for text in ["-1", "inf", "nan", "soon"] {
      let error = try failure { _ = try Settings(["COOPT_S": text]).seconds("COOPT_S", default: 1) }
      #expect(error.name == "COOPT_S" && !error.reason.contains(text))
    }
  }

  @Test(
    "a URL that cannot be used is named without its password",
    arguments: [
      ("COOPT_AMQP_URL", "http://u:hunter2@h/v"), ("COOPT_AMQP_URL", "amqp://u:hunter2@/v"),
      ("COOPT_DATABASE_URL", "postgresql://u:hunter2@h/d?nonsense=1"), ("COOPT_DATABASE_URL", "hunter2"),
      ("COOPT_LOG_LEVEL", "hunter2"), ("COOPT_HTTP_PORT", "hunter2"), ("COOPT_PREFETCH", "70000"),
      ("COOPT_AMQP_URL", "amqp://u:hunter2@10.0.0.1/v"), ("COOPT_DATABASE_URL", "postgresql://u:hunter2@10.0.0.1/d"),
      ("COOPT_PLAIN_TEXT", "hunter2"),
    ])
  func runtimeSettings(name: String, value: String) throws {
    var values = ["COOPT_AMQP_URL": "amqp://u:p@localhost/v", "COOPT_DATABASE_URL": "postgresql://u:p@localhost/d"]
    _ = try RuntimeSettings(Settings(values), service: .members, batchSize: 10)
    values[name] = value
    let error = try failure { _ = try RuntimeSettings(Settings(values), service: .members, batchSize: 10) }
    #expect(error.name == name)
    #expect(!error.description.contains("hunter2"))
    guard name.hasSuffix("URL") else { return }
    values[name] = nil
    let missing = try failure { _ = try RuntimeSettings(Settings(values), service: .members, batchSize: 10) }
    #expect(missing.name == name)
  }

  @Test("printed settings show no password")
  func description() throws {
    let settings = try RuntimeSettings(
      Settings([
        "COOPT_AMQP_URL": "amqp://u:hunter2@h/v", "COOPT_DATABASE_URL": "postgresql://u:hunter2@h/d",
        "COOPT_PLAIN_TEXT": "allowed",
      ]),
      service: .members, batchSize: 10)
    #expect(!"\(settings)".contains("hunter2") && !String(reflecting: settings).contains("hunter2"))
  }

  @Test("a service's own batch size counts until somebody sets another, and its queues are read two batches ahead")
  func batchSize() throws {
    var random = SeededGenerator(seed: 16)
    for _ in 0..<20 {
      let (own, set) = (Int.random(in: 1...5000, using: &random), Int.random(in: 1...5000, using: &random))
      var values = ["COOPT_AMQP_URL": "amqp://u:p@localhost/v", "COOPT_DATABASE_URL": "postgresql://u:p@localhost/d"]
      let usual = try RuntimeSettings(Settings(values), service: .members, batchSize: own)
      #expect(usual.limits.batchSize == own && usual.prefetch == 2 * own)
      values["COOPT_BATCH_SIZE"] = "\(set)"
      let changed = try RuntimeSettings(Settings(values), service: .members, batchSize: own)
      #expect(changed.limits.batchSize == set && changed.prefetch == 2 * set)
    }
  }

  @Test("batches at once: one where cores are few, two elsewhere, and what somebody sets before both")
  func batchesAtOnce() throws {
    #expect([1, 2, 3, 4, 64].map(LaneLimits.usualBatchesAtOnce(cores:)) == [1, 1, 2, 2, 2])
    var values = ["COOPT_AMQP_URL": "amqp://u:p@localhost/v", "COOPT_DATABASE_URL": "postgresql://u:p@localhost/d"]
    let usual = try RuntimeSettings(Settings(values), service: .members, batchSize: 10)
    #expect(usual.limits.batchesAtOnce == LaneLimits.usualBatchesAtOnce())
    values["COOPT_BATCHES_AT_ONCE"] = "7"
    #expect(try RuntimeSettings(Settings(values), service: .members, batchSize: 10).limits.batchesAtOnce == 7)
  }
}
