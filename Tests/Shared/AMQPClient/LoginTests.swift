import AMQPClient
import Foundation
import Glibc
import Logging
import TestStack
import Testing

@Suite("Connecting to the broker", .timeLimit(.minutes(15)))
struct LoginTests {
  private struct Unrefused: Error {}

  private func failure(_ change: (inout AMQPConfiguration) -> Void) async throws -> AMQPError {
    var configuration = try AMQPConfiguration(url: try TestStack.adminAMQPURL)
    change(&configuration)
    configuration.connectTimeoutSeconds = 2
    do {
      _ = try await AMQPTopologySession.with(configuration) { try await $0.messageCount(of: "none") }
    } catch let error as AMQPError {
      return error
    }
    throw Unrefused()
  }

  @Test("a wrong password is refused: trying again does not help, and the password is in no message")
  func wrongPassword() async throws {
    let error = try await failure { $0.password = "hunter2" }
    #expect(error.code == .authenticationFailed && error.replyCode == 403 && !error.isRetriable)
    let user = try AMQPConfiguration(url: try TestStack.adminAMQPURL).user
    #expect(error.description.contains(user) && !error.description.contains("hunter2"))
  }

  @Test("a virtual host that is not there, or not for this user, is refused")
  func wrongVirtualHost() async throws {
    let error = try await failure { $0.virtualHost = "none" }
    #expect(error.code == .authenticationFailed && error.replyCode == 530 && !error.isRetriable)
    #expect(error.description.contains("none"))
  }

  @Test("an address where nobody listens can be tried again", arguments: ["127.0.0.1", "no-such-host.invalid"])
  func wrongAddress(host: String) async throws {
    let error = try await failure {
      $0.host = host
      $0.port = 1
    }
    #expect(error.code == .connectionFailed && error.isRetriable)
    #expect(error.description.contains(host))
  }

  @Test("somebody who listens and never answers is given up after the time limit")
  func silentServer() async throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) == 0 && listen(listener, 1) == 0
          ? getsockname(listener, address, &length) : -1
      }
    }
    try #require(status == 0)
    let port = Int(UInt16(bigEndian: address.sin_port))
    let error = try await failure { $0.port = port }
    #expect(error.code == .timeout && error.isRetriable)
  }

  @Test("a queue that is not there is said so, and trying again does not help")
  func missingQueue() async throws {
    let error = try await failure { _ in }
    #expect(error.code == .channelClosed && error.replyCode == 404 && !error.isRetriable)
  }

  @Test("told to stop while there is no broker, a client stops, and nobody waits for ever")
  func stopWithoutBroker() async throws {
    var configuration = try AMQPConfiguration(url: try TestStack.adminAMQPURL)
    configuration.port = 1
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let consumer = AMQPConsumer(configuration: configuration, queue: "none", prefetch: 1, logger: logger)
    await withTaskGroup(of: Bool.self) { tasks in
      tasks.addTask {
        await consumer.run()
        return true
      }
      tasks.addTask { await consumer.ready() == false }
      tasks.addTask { await consumer.nextBatch(limit: 1) == nil }
      while consumer.status == .disconnected(nil) { await Task.yield() }
      await consumer.shutDown()
      for await isAsExpected in tasks { #expect(isAsExpected) }
    }
    #expect(consumer.status == .stopped)
  }

  @Test("cancelling the run stops it as well")
  func cancelledRun() async throws {
    try await Broker.with { broker in
      let publisher = AMQPPublisher(
        configuration: broker.configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      let run = Task { await publisher.run() }
      #expect(await publisher.ready())
      run.cancel()
      await run.value
      #expect(publisher.status == .stopped)
      _ = try await broker.virtualHost.connections(numbering: 0)
    }
  }
}
