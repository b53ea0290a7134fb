import AsyncHTTPClient
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// A vendor's API on a port of this machine: answers as a test says, and remembers what it was asked.
final class StandInVendor: Sendable {
  /// One answer.
  enum Reply: Sendable {
    case body(Int, String, headers: [String: String] = [:])
    /// Nothing, until the stand-in ends.
    case silence
    /// Status 200 and the beginning of a body, which does not go on until the stand-in ends.
    case beginning
    /// So many bytes.
    case large(Int)
  }

  struct Asked: Hashable, Sendable {
    let path: String
    let authorization: String?
    let token: String?
    var account: String?
  }

  private struct State {
    var replies: [Reply]
    var asked: [Asked] = []
    var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state: Mutex<State>

  private init(_ replies: [Reply]) { state = Mutex(State(replies: replies)) }

  /// What it was asked, in order.
  var asked: [Asked] { state.withLock { $0.asked } }

  /// Waits until it was asked so many times.
  func wasAsked(_ count: Int) async {
    await withCheckedContinuation { continuation in
      let isDone = state.withLock { state in
        if state.asked.count >= count { return true }
        state.waiters.append((count, continuation))
        return false
      }
      if isDone { continuation.resume() }
    }
  }

  /// Runs it while the body runs; its last reply is given again and again.
  static func with(_ replies: [Reply], _ body: (StandInVendor, String) async throws -> Void) async throws {
    let vendor = StandInVendor(replies)
    let router = Router()
    router.get("**") { request, _ in try await vendor.answer(request) }
    let (ports, told) = AsyncStream<Int>.makeStream()
    let server = Application(
      router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { told.yield($0.localAddress?.port ?? 0) }, logger: Logger(label: "test"))
    try await withThrowingTaskGroup(of: Void.self) { servers in
      servers.addTask { try await server.run() }
      var ports = ports.makeAsyncIterator()
      let port = await ports.next() ?? 0
      defer { servers.cancelAll() }
      try await body(vendor, "http://127.0.0.1:\(port)/v1")
      servers.cancelAll()
      while let end = await servers.nextResult() { _ = end }
    }
  }

  private func answer(_ request: Request) async throws -> Response {
    let (reply, woken) = state.withLock { state in
      state.asked.append(
        Asked(
          path: request.uri.string, authorization: request.headers[.authorization],
          token: HTTPField.Name("x-smarttoken").flatMap { request.headers[$0] },
          account: HTTPField.Name("x-account-token").flatMap { request.headers[$0] }))
      let reply = state.replies.count > 1 ? state.replies.removeFirst() : state.replies[0]
      let woken = state.waiters.filter { $0.count <= state.asked.count }
      state.waiters.removeAll { $0.count <= state.asked.count }
      return (reply, woken)
    }
    for waiter in woken { waiter.continuation.resume() }
    switch reply {
    case .body(let status, let text, let headers):
      var fields = HTTPFields()
      for (name, value) in headers { if let name = HTTPField.Name(name) { fields[name] = value } }
      return Response(
        status: .init(code: status), headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    case .silence:
      // Ends with the connection's task.
      try await Task.sleep(for: .seconds(3600))
      return Response(status: .ok)
    case .beginning:
      return Response(
        status: .ok,
        body: ResponseBody { writer in
          try await writer.write(ByteBuffer(string: "{"))
          try await Task.sleep(for: .seconds(3600))
        })
    case .large(let bytes):
      let piece = ByteBuffer(repeating: 32, count: 1 << 16)
      return Response(
        status: .ok,
        body: ResponseBody { writer in
          for _ in 0..<(bytes >> 16) { try await writer.write(piece) }
          try await writer.finish(nil)
        })
    }
  }
}
