import NIOCore
import NIOHTTP1
import NIOPosix

/// One post to a collector, over a connection of its own.
///
/// There is one every few seconds at most: a pool of connections would be idle, and would have to notice that they are
/// gone.
struct CollectorPost: Sendable {
  /// The collector ended the connection without an answer.
  struct Unanswered: Error {}
  /// The time was over.
  struct Overtime: Error {}

  let address: CollectorAddress
  let encryption: CollectorEncryption
  let headers: [(name: String, value: String)]
  let body: String

  /// Sends it and returns the status of the answer; throws where none comes within the limit.
  func status(within limit: Duration) async throws -> Int {
    try await withThrowingTaskGroup(of: Int.self) { group in
      group.addTask { try await send(connectingWithin: limit) }
      group.addTask {
        try await Task.sleep(for: limit)
        throw Overtime()
      }
      defer { group.cancelAll() }
      guard let status = try await group.next() else { throw Overtime() }
      return status
    }
  }

  private func send(connectingWithin limit: Duration) async throws -> Int {
    let seconds = max(1, limit.components.seconds)
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(.seconds(seconds))
      .connect(host: address.host, port: address.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          if address.isEncrypted {
            try channel.pipeline.syncOperations.addHandler(EncryptionHandler(encryption, host: address.host))
          }
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          return try NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>(
            wrappingChannelSynchronously: channel)
        }
      }
    return try await channel.executeThenClose { inbound, outbound in
      var failure: any Error = Unanswered()
      do {
        try await outbound.write(.head(head))
        try await outbound.write(.body(.byteBuffer(ByteBuffer(string: body))))
        try await outbound.write(.end(nil))
      } catch {
        // Why the collector hung up is learnt by reading, if at all.
        failure = error
      }
      for try await part in inbound {
        if case .head(let answer) = part { return Int(answer.status.code) }
      }
      throw failure
    }
  }

  private var head: HTTPRequestHead {
    var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: address.path)
    head.headers.add(name: "host", value: address.authority)
    head.headers.add(name: "content-type", value: "application/json")
    head.headers.add(name: "content-length", value: String(body.utf8.count))
    head.headers.add(name: "connection", value: "close")
    for header in headers { head.headers.replaceOrAdd(name: header.name, value: header.value) }
    return head
  }
}
