import ConsoleService
import Foundation
import Logging
import ServiceSettings
import Testing

@Suite("The console's settings") struct ConsoleSettingsTests {
  private static let least = [
    "COOPT_AMQP_URL": "amqp://u:p@127.0.0.1:5672/coopt", "COOPT_CONSOLE_URL": "http://127.0.0.1:8090",
    "COOPT_OIDC_ISSUER": "http://127.0.0.1:9400", "COOPT_OIDC_CLIENT_ID": "coopt-console",
  ]

  private func read(_ more: [String: String]) throws -> ConsoleSettings {
    try ConsoleSettings(Settings(Self.least.merging(more) { _, new in new }))
  }

  @Test("the least is enough")
  func enough() throws {
    let settings = try read([:])
    #expect(settings.publicURL == "http://127.0.0.1:8090" && settings.port == 8090 && settings.logLevel == .info)
  }

  @Test(
    "the public address is the origin that browsers name",
    arguments: [
      ("https://Console.Example.com/", "https://console.example.com"),
      ("https://console.example.com:443", "https://console.example.com"),
      ("https://console.example.com:8443", "https://console.example.com:8443"),
      ("http://localhost:80", "http://localhost"), ("http://[::1]:8090", "http://[::1]:8090"),
    ])
  func origin(text: String, origin: String) throws {
    #expect(try read(["COOPT_CONSOLE_URL": text]).publicURL == origin)
  }

  @Test(
    "what cannot be used is named, and its value is not told",
    arguments: [
      ("COOPT_CONSOLE_URL", "console.example.com"), ("COOPT_CONSOLE_URL", "ftp://console.example.com"),
      ("COOPT_CONSOLE_URL", "https://console.example.com/path"), ("COOPT_CONSOLE_URL", "https://console.example.com?q"),
      ("COOPT_CONSOLE_URL", "https://user:s3cret@console.example.com"), ("COOPT_CONSOLE_URL", "https://"),
      ("COOPT_CONSOLE_URL", "http://console.example.com"), ("COOPT_CONSOLE_URL", "http://10.0.0.1:8090"),
      ("COOPT_OIDC_ISSUER", "http://login.example.com"), ("COOPT_OIDC_ISSUER", "login.example.com"),
      ("COOPT_OIDC_ISSUER", "https://login.example.com?s3cret"), ("COOPT_OIDC_SCOPES", "profile s3cret"),
      ("COOPT_OIDC_ROLES", "s3cret"), ("COOPT_OIDC_ROLES", "s3cret=king"), ("COOPT_CONSOLE_PORT", "s3cret"),
      ("COOPT_CONSOLE_PORT", "65536"), ("COOPT_TIME_ZONE", "Europe/S3cret"), ("COOPT_LOG_LEVEL", "s3cret"),
      ("COOPT_CONSOLE_SERVICES", "members"), ("COOPT_CONSOLE_SERVICES", "members=s3cret"),
      ("COOPT_SESSION_SECONDS", "0"), ("COOPT_SESSION_IDLE_SECONDS", "s3cret"), ("COOPT_DRAIN_SECONDS", "-1"),
      ("COOPT_PLAIN_TEXT", "s3cret"),
    ])
  func unusable(name: String, value: String) throws {
    let error = try #require(throws: SettingError.self) { try read([name: value]) }
    #expect(error.description.contains("setting \(name) "))
    #expect(!error.description.contains("s3cret"))
  }

  @Test("all that is missing is told at once")
  func missing() throws {
    let error = try #require(throws: SettingError.self) { try ConsoleSettings(Settings([:])) }
    for name in Self.least.keys { #expect(error.description.contains("setting \(name) is missing")) }
  }

  @Test("where something else protects the way, other machines are spoken to in clear")
  func plainText() throws {
    let values = ["COOPT_PLAIN_TEXT": "allowed", "COOPT_OIDC_ISSUER": "http://login.example.com"]
    #expect(throws: Never.self) { try read(values.merging(["COOPT_CONSOLE_URL": "http://console.lan"]) { $1 }) }
  }

  @Test("every setting that the program reads is listed, and every one listed is read")
  func listed() throws {
    let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let directory = "\(root)/Services/Console"
    let files = try #require(FileManager.default.enumerator(atPath: directory)?.allObjects as? [String])
    var read: Set<String> = ["COOPT_PLAIN_TEXT"]
    for file in files where file.hasSuffix(".swift") && !file.hasSuffix("ConsoleSettingName.swift") {
      let text = try String(contentsOfFile: "\(directory)/\(file)", encoding: .utf8)
      for match in text.matches(of: /"(COOPT_[A-Z_]+)"/) { read.insert(String(match.1)) }
    }
    let listed = Set(ConsoleSettingName.all.map(\.name))
    #expect(read.subtracting(listed).sorted() == [])
    // Those of dead letters are read where they are looked at.
    #expect(listed.subtracting(read).filter { !$0.contains("_LETTERS_") && !$0.contains("_OPERATIONS_") } == [])
    let document = try String(contentsOfFile: "\(directory)/README.md", encoding: .utf8)
    for name in listed { #expect(document.contains("| `\(name)` |"), "\(name)") }
  }

  @Test("a misspelled setting is told, with the one that is meant; those of services and stacks are none")
  func misspelled() {
    func unknown(_ names: String...) -> [SettingError] {
      SettingName.unknown(in: names, besides: ConsoleSettingName.all)
    }
    #expect(unknown("COOPT_CONSOLE_URI").first?.reason.contains("COOPT_CONSOLE_URL") == true)
    #expect(unknown("COOPT_OIDC_ISUER").first?.reason.contains("COOPT_OIDC_ISSUER") == true)
    #expect(unknown("COOPT_SESION_SECONDS").first?.reason.contains("COOPT_SESSION_SECONDS") == true)
    #expect(unknown("COOPT_OIDC_CA_FILE", "COOPT_OIDC_CLIENT_SECRET_FILE", "COOPT_CONSOLE_URL").isEmpty)
    #expect(unknown("COOPT_BATCH_SIZE", "COOPT_MEMBERS_HTTP_URL", "COOPT_STACK_ENV", "PATH").isEmpty)
    #expect(unknown("COOPT_CONSOLE_AMQP_URL", "COOPT_CONSOLE_LETTERS_AMQPS_URL", "COOPT_CONSOLE_HTTP_URL").isEmpty)
    // A service that is started in a shell of the console's is not disturbed by it.
    #expect(SettingName.unknown(in: ["COOPT_CONSOLE_URL"]).isEmpty)
  }

  @Test("it says what it is")
  func help() {
    #expect(ConsoleHelp.answer(to: ["--version"])?.hasPrefix("coopt-console ") == true)
    let usage = ConsoleHelp.answer(to: ["--help"]) ?? ""
    for name in ConsoleSettingName.all { #expect(usage.contains("  \(name.name) ")) }
    #expect(usage.split(separator: "\n").allSatisfy { $0.count <= 130 })
    #expect(ConsoleHelp.answer(to: []) == nil && ConsoleHelp.answer(to: ["serve"]) == nil)
  }
}
