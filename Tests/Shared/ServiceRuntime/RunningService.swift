import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The service under test, while it runs, as its operators see it.
struct RunningService: Sendable {
  let port: Int

  /// Asks its HTTP side.
  func get(_ path: String) async throws -> (status: Int, body: String) {
    var request = URLRequest(url: URL(string: "http://127.0.0.1:\(port)\(path)")!)
    request.cachePolicy = .reloadIgnoringLocalAndRemoteCacheData
    let (body, response) = try await URLSession.shared.data(for: request)
    return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: body, as: UTF8.self))
  }

  /// Waits until it listens.
  func becomesLive() async throws {
    while (try? await get("/health/live").status) != 200 { try Task.checkCancellation() }
  }

  /// Waits until it says that it is ready, or that it is not.
  func becomesReady(_ isReady: Bool = true) async throws {
    while try await get("/health/ready").status != (isReady ? 200 : 503) { try Task.checkCancellation() }
  }
}

/// What the service logged.
final class LogLines: Sendable {
  private struct State {
    var lines: [String] = []
    var waiters: [(text: String, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  @Sendable func append(_ line: String) {
    let woken = state.withLock { state in
      state.lines.append(line)
      let woken = state.waiters.filter { line.contains($0.text) }
      state.waiters.removeAll { line.contains($0.text) }
      return woken
    }
    for waiter in woken { waiter.continuation.resume() }
  }

  /// Waits until a line holds a text.
  func wait(for text: String) async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if state.lines.contains(where: { $0.contains(text) }) { return true }
        state.waiters.append((text, continuation))
        return false
      }
      if isThere { continuation.resume() }
    }
  }

  var all: [String] { state.withLock { $0.lines } }

  func dump() { for line in all.suffix(60) { print(line.prefix(1000), terminator: "") } }
}
