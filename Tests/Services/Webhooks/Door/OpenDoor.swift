import AsyncHTTPClient
import Foundation
import Logging
import MessageHandling
import NIOCore
import NIOHTTP1
import ServiceRuntime
import ServiceTesting
import Testing
import WebhooksService

/// A door on a port of this machine, as vendors see it, and a database behind it.
struct OpenDoor: Sendable {
  let port: Int
  let client: HTTPClient

  struct Answer: Sendable {
    let status: Int
    let headers: [String: String]
    let body: String
  }

  /// Opens the door on the hooks' database, and closes it when the body is done.
  static func with(_ hooks: Hooks, patience: Duration = .seconds(30), _ body: (OpenDoor) async throws -> Void)
    async throws
  {
    let door = HookDoor(hooks.settings, patience: patience)
    try await with(door) { open in
      try await withThrowingTaskGroup(of: Void.self) { life in
        life.addTask {
          await door.run(
            in: Surroundings(pool: hooks.database.pool, logger: Logger(label: "test")) {})
        }
        try await open.becomesOpen()
        try await body(open)
        door.finish()
      }
    }
  }

  /// The same for a door that nobody runs.
  static func with(_ door: HookDoor, _ body: (OpenDoor) async throws -> Void) async throws {
    let (ports, told) = AsyncStream<Int>.makeStream()
    let client = HTTPClient(eventLoopGroupProvider: .singleton)
    do {
      try await withThrowingTaskGroup(of: Void.self) { servers in
        servers.addTask {
          try await OperationsServer.run(doors: [door], logger: Logger(label: "test")) { told.yield($0) }
        }
        var ports = ports.makeAsyncIterator()
        let port = try #require(await ports.next())
        try await body(OpenDoor(port: port, client: client))
        servers.cancelAll()
        while let end = await servers.nextResult() { _ = end }
      }
      try await client.shutdown()
    } catch {
      try? await client.shutdown()
      throw error
    }
  }

  /// Waits until what is authentic is kept: a vendor's test is answered in any case, so that says nothing.
  private func becomesOpen() async throws {
    let said = try PlainWebhook { $0.kind = .unconcerned }.body
    while try await post(said, to: "plain").status != 200 { try Task.checkCancellation() }
  }

  /// Posts a body with headers, signed unless another signature is given.
  func post(
    _ body: [UInt8], to source: String, signature: String? = Hooks.secret, headers: [String: String] = [:],
    method: String = "POST"
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/hooks/\(source)")
    request.method = HTTPMethod(rawValue: method)
    if let signature {
      request.headers.add(name: PlainReader.signature, value: Hooks.signature(signature, of: source))
    }
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if method == "POST" { request.body = .bytes(body) }
    let response = try await client.execute(request, timeout: .seconds(60))
    let answer = try await response.body.collect(upTo: 1 << 20)
    return Answer(
      status: Int(response.status.code),
      headers: Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }) { first, _ in first },
      body: String(buffer: answer))
  }
}
