import CooptConformance
import Messages
import Testing

@Suite("The kit's protocol")
struct ProgramTests {
  @Test(
    "lines are read as the README has them",
    arguments: [
      (#"{"done":1}"#, ProgramLine.done(step: 1)),
      (#"{"refused":2,"code":"invalid-message"}"#, .refused(step: 2, code: "invalid-message")),
      (#"{"refused":2}"#, .refused(step: 2, code: nil)),
      (#"{"failed":3,"why":"no queue"}"#, .failed(step: 3, why: "no queue")),
      (#"{"unsupported":4}"#, .unsupported(step: 4)),
      (#"{"heard":"0199F1C4-70C8-7578-8AC8-5E0F3B1D70C8"}"#, .heard(id: "0199f1c4-70c8-7578-8ac8-5e0f3b1d70c8")),
      (#"{"paid":"p","amountCents":75000}"#, .paid(payoutID: "p", amountCents: 75000)),
      (#"{"told":"x","more":[]}"#, .told(id: "x")),
    ])
  func read(line: String, means: ProgramLine) {
    #expect(ProgramLine(line) == means)
  }

  @Test(
    "what is no line of it is left alone",
    arguments: ["", "listening", "[1]", "{}", #"{"done":"x"}"#, #"{"paid":null}"#])
  func other(line: String) {
    #expect(ProgramLine(line) == .other(line))
  }

  @Test("a program sees no variable of the platform but its own")
  func environment() {
    let inherited = ["PATH": "/bin", "COOPT_ADMIN_AMQP_URL": "secret", "COOPT_ACTOR": "ada"]
    let given = ["COOPT_ATS_AMQP_URL": "amqp://…"]
    #expect(Launch.environment(inherited, adding: given) == ["PATH": "/bin", "COOPT_ATS_AMQP_URL": "amqp://…"])
  }

  @Test("a container gets its variables by name, so that no list of processes shows a password")
  func container() {
    let launch = Launch.container(image: "ats:2", engine: "podman")
    let arguments = launch.arguments(variables: ["COOPT_ATS_AMQP_URL": "secret"], name: "n", state: "/tmp/s")
    #expect(
      arguments == [
        "podman", "run", "--rm", "--interactive", "--network", "host", "--name", "n", "--volume", "/tmp/s:/tmp/s",
        "--env",
        "COOPT_ATS_AMQP_URL", "ats:2",
      ])
  }
}
