import FoundationEssentials
import Logging
import Observability
import Synchronization
import Testing

@Suite("Structured log")
struct StructuredLogHandlerTests {
  private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    @Sendable func append(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
  }

  private func lines(level: Logger.Level = .info, _ body: (inout Logger) -> Void) -> [String] {
    let lines = Lines()
    var logger = Logger(label: "coopt.test") { label in
      StructuredLogHandler(service: "members", label: label, level: level, write: lines.append)
    }
    body(&logger)
    return lines.all
  }

  private func decode(_ line: String) throws -> [String: String] {
    try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
  }

  @Test("each record is one JSON object on one line")
  func oneLine() throws {
    let text = "quotes \" back\\slash \n line \r\t \u{1} \u{1F} é 🙂 \u{2028}"
    let written = lines { $0.warning("\(text)", metadata: ["a\"key": "\(text)"]) }
    let line = try #require(written.first)
    #expect(written.count == 1)
    #expect(line.utf8.count { $0 == UInt8(ascii: "\n") } == 1)
    #expect(line.hasSuffix("}\n"))
    let record = try decode(line)
    #expect(record["message"] == text)
    #expect(record["a\"key"] == text)
    #expect(record["level"] == "warning" && record["service"] == "members" && record["logger"] == "coopt.test")
  }

  @Test("the time is RFC 3339 in UTC with milliseconds")
  func time() throws {
    let written = lines { $0.info("x") }
    let record = try decode(try #require(written.first))
    #expect(try #require(record["time"]).wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
  }

  @Test("a record's own metadata wins over the logger's")
  func metadata() throws {
    let written = lines { logger in
      logger[metadataKey: "queue"] = "a"
      logger[metadataKey: "story"] = "s"
      logger.info("x", metadata: ["queue": "b", "list": ["1", "2"]])
    }
    let record = try decode(try #require(written.first))
    #expect(record["queue"] == "b" && record["story"] == "s")
    #expect(record["list"] == #"["1", "2"]"#)
  }

  @Test("metadata cannot pass for the record's own fields")
  func reservedKeys() throws {
    let written = lines { $0.info("true", metadata: ["message": "false", "level": "debug"]) }
    let line = try #require(written.first)
    #expect(try decode(line)["message"] == "true")
    #expect(line.ranges(of: "\"message\":").count == 1)
  }

  @Test("what is below the level is not written")
  func level() {
    #expect(lines(level: .warning) { $0.info("x") }.isEmpty)
  }
}
