import AMQPClient
import Certificates
import Foundation
import TestStack
import Testing

@Suite("Encryption of the way to the broker", .timeLimit(.minutes(15)))
struct EncryptionTests {
  private struct Unrefused: Error {}

  /// A broker with a certificate of the test's own.
  private func with(
    _ identity: TestAuthority.Identity, asking authority: TestAuthority? = nil,
    _ body: (Broker, Int) async throws -> Void
  ) async throws {
    try await Broker.with { broker in
      try await TestServer.encrypting(broker.plain.port, as: identity, asking: authority) { port in
        try await body(broker, port)
      }
    }
  }

  /// How a login fails.
  private func failure(
    _ broker: Broker, _ change: (inout AMQPConfiguration) -> Void
  ) async throws -> AMQPError {
    var configuration = broker.configuration
    configuration.connectTimeoutSeconds = 5
    change(&configuration)
    let changed = configuration
    do {
      _ = try await AMQPTopologySession.with(changed) { try await $0.messageCount(of: Broker.queue) }
    } catch let error as AMQPError {
      return error
    }
    throw Unrefused()
  }

  private func count(_ configuration: AMQPConfiguration) async throws -> Int {
    try await AMQPTopologySession.with(configuration) { try await $0.messageCount(of: Broker.queue) }
  }

  @Test(
    "a server is known by its name or by its address, as its certificate has it",
    arguments: [
      (["DNS:localhost"], "localhost"), (["IP:127.0.0.1"], "127.0.0.1"),
      (["DNS:a.example", "DNS:localhost"], "localhost"),
      (["DNS:localhost", "IP:127.0.0.1"], "127.0.0.1"),
    ])
  func names(names: [String], host: String) async throws {
    let authority = try TestAuthority()
    try await with(try authority.identity(names)) { broker, port in
      var configuration = broker.configuration
      configuration.certificateAuthorityFile = authority.certificate
      (configuration.host, configuration.port) = (host, port)
      let messages = try await count(configuration)
      #expect(messages == 0)
    }
  }

  @Test(
    "another name is refused, whatever it looks like",
    arguments: [
      (["DNS:localhost"], "127.0.0.1"), (["DNS:127.0.0.1"], "127.0.0.1"), (["IP:127.0.0.1"], "localhost"),
      (["DNS:local"], "localhost"), (["DNS:*"], "localhost"), (["DNS:l*t"], "localhost"),
      (["IP:127.0.0.2"], "127.0.0.1"),
    ])
  func otherNames(names: [String], host: String) async throws {
    let authority = try TestAuthority()
    try await with(try authority.identity(names)) { broker, port in
      let error = try await failure(broker) {
        $0.certificateAuthorityFile = authority.certificate
        ($0.host, $0.port) = (host, port)
      }
      #expect(error.code == .encryptionFailed && error.isRetriable)
      #expect(error.detail.contains("not for '\(host)'"), "\(error)")
      #expect(!error.description.contains(broker.configuration.password))
    }
  }

  @Test("an authority that nobody trusts is refused, and said to be that")
  func unknownAuthority() async throws {
    let (theirs, ours) = (try TestAuthority(), try TestAuthority())
    try await with(try theirs.identity()) { broker, port in
      let error = try await failure(broker) {
        $0.certificateAuthorityFile = ours.certificate
        $0.port = port
      }
      #expect(error.code == .encryptionFailed && error.detail.contains("no trusted authority"), "\(error)")
    }
  }

  @Test("a certificate whose time is over is refused, and said to be that")
  func expired() async throws {
    let authority = try TestAuthority()
    try await with(try authority.identity(days: -1)) { broker, port in
      let error = try await failure(broker) {
        $0.certificateAuthorityFile = authority.certificate
        $0.port = port
      }
      #expect(error.code == .encryptionFailed && error.detail.contains("has expired"), "\(error)")
    }
  }

  @Test("a server that speaks in clear is not spoken to behind amqps, and one that speaks TLS is told behind amqp")
  func otherWay() async throws {
    try await Broker.with { broker in
      let inClear = try await failure(broker) { $0.port = broker.plain.port }
      #expect(inClear.code == .encryptionFailed && inClear.detail.contains("does not speak TLS"), "\(inClear)")
      let encrypted = try await failure(broker) { $0.usesTLS = false }
      #expect(encrypted.code == .encryptionFailed && encrypted.detail.contains("amqps://"), "\(encrypted)")
    }
  }

  @Test("a server that asks who we are gets the client's certificate, and refuses none and another's")
  func clientCertificates() async throws {
    let (theirs, ours, others) = (try TestAuthority(), try TestAuthority(), try TestAuthority())
    let (mine, foreign) = (try ours.identity(["DNS:client"]), try others.identity(["DNS:client"]))
    try await with(try theirs.identity(), asking: ours) { broker, port in
      var configuration = broker.configuration
      configuration.certificateAuthorityFile = theirs.certificate
      configuration.port = port
      (configuration.certificateFile, configuration.keyFile) = (mine.certificate, mine.key)
      let shown = configuration
      #expect(try await count(shown) == 0)
      for (certificate, key) in [(nil, nil), (foreign.certificate, foreign.key)] as [(String?, String?)] {
        let error = try await failure(broker) {
          $0 = shown
          ($0.certificateFile, $0.keyFile) = (certificate, key)
        }
        #expect(error.code == .encryptionFailed && error.detail.contains("certfile and keyfile"), "\(error)")
      }
      let mixed = try await failure(broker) {
        $0 = shown
        $0.keyFile = foreign.key
      }
      #expect(mixed.code == .encryptionFailed && mixed.detail.contains("keyfile"), "\(mixed)")
    }
  }

  @Test("files that hold no certificate are named, and tried again: somebody may be about to replace them")
  func unusableFiles() async throws {
    try await Broker.with { broker in
      let error = try await failure(broker) { $0.certificateAuthorityFile = #filePath }
      #expect(error.code == .encryptionFailed && error.isRetriable && error.detail.contains("cacertfile"), "\(error)")
    }
  }

  @Test("messages of all sizes come through TLS as they were, both ways at once")
  func sizes() async throws {
    var random = SeededGenerator(seed: 4)
    let sizes =
      [0, 1, 16_383, 16_384, 16_385, 131_063, 131_064, 131_065, 1 << 20]
      + (0..<200).map { _ in Int.random(in: 0..<40_000, using: &random) }
    try await Broker.with { broker in
      try await broker.consuming(prefetch: 20) { consumer in
        try await broker.publishing { publisher in
          try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
              for size in sizes {
                var message = OutgoingMessage.text("\(size)")
                message.body = Data(repeating: UInt8(size % 251), count: size)
                let outcomes = try await publisher.publish([message])
                #expect(outcomes == [.confirmed])
              }
            }
            for size in sizes {
              let delivery = try await consumer.take(1)[0]
              #expect(delivery.body == Data(repeating: UInt8(size % 251), count: size))
              await consumer.acknowledge([delivery.tag])
            }
            try await tasks.waitForAll()
          }
        }
      }
      #expect(try await broker.ready() == 0)
    }
  }

  @Test("each new connection reads address, password and files anew; those that are open go on")
  func rotation() async throws {
    try await Broker.with { broker in
      let (first, second) = (try TestAuthority(), try TestAuthority())
      let file = FileManager.default.temporaryDirectory.appendingPathComponent("coopt-\(UUID().uuidString).pem").path
      defer { try? FileManager.default.removeItem(atPath: file) }
      func trust(_ authority: TestAuthority) throws {
        try Data(contentsOf: URL(fileURLWithPath: authority.certificate)).write(
          to: URL(fileURLWithPath: file), options: .atomic)
      }
      try trust(first)
      try await TestServer.encrypting(broker.plain.port, as: try first.identity(days: 5)) { formerPort in
        try await TestServer.encrypting(broker.plain.port, as: try second.identity(days: 9)) { port in
          let url = ChangingText("")
          func lead(to port: Int) throws {
            var parts = try #require(URLComponents(string: broker.virtualHost.amqpURL))
            parts.port = port
            parts.queryItems = [URLQueryItem(name: "cacertfile", value: file)]
            url.value = try #require(parts.string)
          }
          try lead(to: formerPort)
          var shown = ServerCertificate()
          try await broker.publishing {
            $0.reread = { url.value }
            shown = $0.serverCertificate
          } _: { publisher in
            #expect(try await publisher.publish([.text("before")]) == [.confirmed])
            #expect(lasts(shown.secondsUntilExpiry(), days: 5))
            try trust(second)
            try lead(to: port)
            #expect(try await publisher.publish([.text("meanwhile")]) == [.confirmed])
            let open = try await broker.virtualHost.connections(numbering: 1)
            try await broker.virtualHost.closeConnections(open)
            var outcomes: [PublishOutcome] = []
            while outcomes != [.confirmed] {
              #expect(await publisher.ready())
              outcomes = (try? await publisher.publish([.text("after")])) ?? []
            }
            #expect(lasts(shown.secondsUntilExpiry(), days: 9))
          }
        }
      }
    }
  }
}
