import Foundation
import SMTPClient
import TestStack
import Testing

/// What a server does at each stage, and what a client makes of it; nothing here waits for time to pass, but for limits.
@Suite("Faulty mail servers", .timeLimit(.minutes(15)))
struct FaultyServerTests {
  private typealias Server = ScriptedMailServer

  private func with<Result>(
    _ server: ScriptedMailServer, connections: Int = 1, url: String = "smtp://",
    encryption: SMTPConfiguration.Encryption = .off, limits: SMTPLimits = SMTPLimits(),
    _ body: (SMTPClient) async throws -> Result
  ) async throws -> Result {
    defer { server.stop() }
    var configuration = try SMTPConfiguration(url: "\(url)127.0.0.1:\(server.port)", encryption: encryption)
    configuration.limits = limits
    return try await body(SMTPClient(configuration, connections: connections))
  }

  private func send(_ client: SMTPClient, _ word: String = "hello", to recipient: String = "ada@example.org") async
    -> SMTPOutcome
  {
    await client.send(Array("Subject: \(word)\r\n\r\nbody\r\n".utf8), from: "coopt@example.org", to: recipient)
  }

  private static let stages: [(Server.Stage, SMTPStage)] = [
    (.greeting, .greeting), (.hello, .hello), (.sender, .sender), (.recipient, .recipient), (.data, .data),
    (.acceptance, .acceptance),
  ]

  @Test(
    "the stage and the answer are known wherever a server refuses, and the next letter is delivered", arguments: stages)
  func replies(_ stage: ScriptedMailServer.Stage, _ known: SMTPStage) async throws {
    var random = SeededGenerator(seed: 4)
    for code in [421, 450, 451, 454, 530, 535, 550, 552, 554]
      + (0..<6).map({ _ in Int.random(in: 400..<600, using: &random) })
    {
      let server = Server { reached, line, _ in
        reached == stage && !line.contains("<next@") ? .say("\(code)-no\r\n\(code) for ada@example.org") : nil
      }
      try await with(server) { client in
        let outcome = await send(client)
        #expect(outcome.stage == known && outcome.event == .reply(code))
        #expect(!outcome.detail.contains("@"))
        if known == .recipient {
          #expect(await send(client, to: "next@example.org").verdict == .delivered)
          #expect(server.letters.count == 1)
        }
      }
    }
  }

  @Test("the stage is known wherever a server hangs up", arguments: stages)
  func hangsUp(_ stage: ScriptedMailServer.Stage, _ known: SMTPStage) async throws {
    try await with(Server { reached, _, _ in reached == stage ? .hangUp : nil }) { client in
      let outcome = await send(client)
      #expect(outcome.stage == known)
      #expect(outcome.verdict == (known.concernsLetter ? .letterFailed : .serverAtFault))
    }
  }

  @Test("the stage is known wherever a server falls silent", arguments: stages)
  func silent(_ stage: ScriptedMailServer.Stage, _ known: SMTPStage) async throws {
    var limits = SMTPLimits()
    for path in [\SMTPLimits.greeting, \.command, \.data, \.acceptance] { limits[keyPath: path] = .milliseconds(200) }
    try await with(Server { reached, _, _ in reached == stage ? .beSilent : nil }, limits: limits) { client in
      #expect(await send(client).event == .timedOut)
    }
  }

  @Test("over any story of answers, a server has a letter as often as the client was told that it may")
  func stories() async throws {
    for seed in 0..<12 as Range<UInt64> {
      let plan = Plan(seed: seed)
      let server = Server { stage, line, _ in plan.step(stage, line) }
      try await with(server, connections: 3) { client in
        let outcomes = await withTaskGroup(of: (String, SMTPOutcome).self) { group in
          for number in 0..<20 {
            group.addTask {
              ("letter-\(number)", await self.send(client, "letter-\(number)", to: "r\(number)@example.org"))
            }
          }
          return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for (word, outcome) in outcomes {
          let copies = server.letters.filter { $0.contains("Subject: \(word)\r\n") }.count
          switch outcome.verdict {
          case .delivered: #expect(copies == 1)
          case .letterFailed, .letterRefused: #expect(copies == (outcome.stage == .acceptance ? 1 : 0))
          case .serverAtFault: #expect(copies == 0)
          }
        }
      }
    }
  }

  @Test("a server that takes its time over the data gets one copy, and other letters do not wait for it")
  func slow() async throws {
    let gate = Server.Gate()
    let server = Server { stage, _, connection in
      stage == .acceptance && connection == 0 ? .wait(gate, then: "250 at last") : nil
    }
    try await with(server, connections: 2) { client in
      async let slow = send(client, "slow")
      await server.reached(.acceptance)
      for number in 0..<5 { #expect(await send(client, "quick-\(number)").verdict == .delivered) }
      gate.open()
      #expect(await slow.verdict == .delivered)
      #expect(server.letters.filter { $0.contains("slow") }.count == 1)
    }
  }

  @Test("a connection that the server gave up while it was not used costs nothing", arguments: ["421 bye", nil])
  func stale(_ farewell: String?) async throws {
    let server = Server { stage, line, connection in
      guard stage == .sender, connection == 0, !line.contains("<first@") else { return nil }
      return farewell.map { .say($0) } ?? .hangUp
    }
    try await with(server) { client in
      let letter = Array("Subject: x\r\n\r\n".utf8)
      #expect(await client.send(letter, from: "first@example.org", to: "a@example.org").verdict == .delivered)
      #expect(await client.send(letter, from: "second@example.org", to: "b@example.org").verdict == .delivered)
      #expect(server.connections == 2 && server.letters.count == 2)
    }
  }

  @Test("connections are kept for the next letter, and given up without one")
  func kept() async throws {
    let server = Server()
    try await with(server) { client in
      for _ in 0..<3 { #expect(await send(client).verdict == .delivered) }
      #expect(server.connections == 1)
    }
    let other = Server()
    var limits = SMTPLimits()
    limits.idleness = .milliseconds(50)
    try await with(other, limits: limits) { client in
      #expect(await send(client).verdict == .delivered)
      await other.reached(.other)
      #expect(other.lines.last == "QUIT")
    }
  }

  @Test(
    "no password goes out without TLS, neither in clear nor in base64",
    arguments: [[], ["AUTH PLAIN LOGIN"], ["STARTTLS", "AUTH PLAIN LOGIN"]],
    [SMTPConfiguration.Encryption.required, .opportunistic])
  func password(_ offered: [String], _ encryption: SMTPConfiguration.Encryption) async throws {
    // STARTTLS is refused in one case, and taken in the other by somebody who does not speak TLS.
    for answer in ["454 not now", "220 go ahead"] {
      let server = Server(offering: offered) { stage, _, _ in stage == .startTLS ? .say(answer) : nil }
      try await with(server, url: "smtp://somebody:hunter2@", encryption: encryption) { client in
        let outcome = await send(client)
        #expect(outcome.verdict == .serverAtFault)
        let said = server.lines.joined(separator: "\n")
        #expect(!said.contains("AUTH") && !said.contains("hunter2"))
        for word in ["hunter2", "somebody", "\0somebody\0hunter2"] {
          #expect(!said.contains(Data(word.utf8).base64EncodedString()))
        }
      }
    }
  }

  @Test("without a password, and where the setting says so, a server without TLS is used")
  func clear() async throws {
    for encryption in [SMTPConfiguration.Encryption.off, .opportunistic] {
      try await with(Server(), encryption: encryption) { #expect(await send($0).verdict == .delivered) }
    }
  }

  @Test("addresses beyond ASCII: A-labels always, SMTPUTF8 where it is offered, else the letter is given up")
  func international() async throws {
    let server = Server()
    try await with(server) { client in
      #expect(await send(client, to: "zoë@bücher.example").verdict == .delivered)
      #expect(server.lines.contains("MAIL FROM:<coopt@example.org> SMTPUTF8"))
      #expect(server.lines.contains("RCPT TO:<zoë@xn--bcher-kva.example>"))
    }
    let old = Server(offering: ["SIZE 1000000"])
    try await with(old) { client in
      let outcome = await send(client, to: "zoë@bücher.example")
      #expect(outcome.verdict == .letterRefused && outcome.word == "smtputf8-not-offered")
      #expect(await send(client, to: "zoe@bücher.example").verdict == .delivered)
      #expect(old.letters.count == 1)
    }
  }
}

/// What a server does with some recipients, and at which stage, drawn once.
private final class Plan: Sendable {
  private let steps: [String: (stage: ScriptedMailServer.Stage, step: ScriptedMailServer.Step)]

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var steps: [String: (ScriptedMailServer.Stage, ScriptedMailServer.Step)] = [:]
    for number in 0..<20 where Bool.random(using: &random) {
      let stage = [ScriptedMailServer.Stage.recipient, .data, .acceptance].randomElement(using: &random)!
      let reply = "\(Int.random(in: 400..<600, using: &random)) no"
      steps["<r\(number)@example.org>"] = (stage, Bool.random(using: &random) ? .hangUp : .say(reply))
    }
    self.steps = steps
  }

  func step(_ stage: ScriptedMailServer.Stage, _ line: String) -> ScriptedMailServer.Step? {
    steps.first { line.contains($0.key) && $0.value.stage == stage }?.value.step
  }
}
