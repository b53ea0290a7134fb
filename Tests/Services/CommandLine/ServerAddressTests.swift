import CooptCommandLine
import Testing

@Suite("Where addresses come from")
struct ServerAddressTests {
  private static let files = [
    ".local/stack.env": "# a comment\nCOOPT_STAFF_AMQP_URL=amqp://of-the-stack\nCOOPT_ADMIN_DATABASE_URL=\n",
    "secret": "amqp://of-the-file\n", "empty": "\n",
  ]

  private func broker(_ environment: [String: String], option: String? = nil) throws -> String {
    try ServerAddresses(environment: environment) { Self.files[$0] }.url(of: .broker, option: option)
  }

  @Test("the option counts first, then the environment, then what the stack left")
  func order() throws {
    let environment = ["COOPT_AMQP_URL": "amqp://a", "COOPT_STAFF_AMQP_URL": "amqp://b"]
    #expect(try broker(environment, option: "amqp://o") == "amqp://o")
    #expect(try broker(environment) == "amqp://a")
    #expect(try broker(["COOPT_STAFF_AMQP_URL": "amqp://b"]) == "amqp://b")
    #expect(try broker(["COOPT_AMQP_URL": ""]) == "amqp://of-the-stack")
  }

  @Test("a variable may name a file that holds the value")
  func file() throws {
    #expect(try broker(["COOPT_AMQP_URL_FILE": "secret"]) == "amqp://of-the-file")
    #expect(try broker(["COOPT_STAFF_AMQP_URL_FILE": "secret"]) == "amqp://of-the-file")
    #expect(throws: CommandFailure.self) { try broker(["COOPT_AMQP_URL_FILE": "absent"]) }
    #expect(throws: CommandFailure.self) { try broker(["COOPT_AMQP_URL_FILE": "empty"]) }
  }

  @Test("a missing address is a matter of configuration, and it is said what to set")
  func missing() {
    let failure = #expect(throws: CommandFailure.self) {
      try ServerAddresses(environment: [:]) { Self.files[$0] }.url(of: .database, option: nil)
    }
    #expect(failure?.status == .configuration)
    #expect(failure?.description.contains("COOPT_DATABASE_URL") == true)
  }

  @Test("a system outside logs in as itself, whatever staff's address is")
  func systems() throws {
    let addresses = ServerAddresses(environment: [
      "COOPT_AMQP_URL": "amqp://staff", "COOPT_ATS_AMQP_URL": "amqp://ats", "COOPT_FINANCE_AMQP_URL_FILE": "secret",
    ]) { Self.files[$0] }
    #expect(try addresses.url(of: .tracker, option: nil) == "amqp://ats")
    #expect(try addresses.url(of: .finance, option: nil) == "amqp://of-the-file")
    let none = ServerAddresses(environment: ["COOPT_AMQP_URL": "amqp://staff"]) { _ in nil }
    let failure = #expect(throws: CommandFailure.self) { try none.url(of: .finance, option: nil) }
    #expect(failure?.status == .configuration && failure?.description.contains("COOPT_FINANCE_AMQP_URL_FILE") == true)
  }
}
