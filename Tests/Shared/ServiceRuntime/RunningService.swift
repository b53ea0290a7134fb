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
    var nextWaiter = 0
    var waiters: [Int: (text: String, continuation: CheckedContinuation<Bool, Never>)] = [:]
  }

  private let state = Mutex(State())

  @Sendable func append(_ line: String) {
    let woken = state.withLock { state in
      state.lines.append(line)
      let woken = state.waiters.filter { line.contains($0.value.text) }
      for number in woken.keys { state.waiters[number] = nil }
      return woken.values
    }
    for waiter in woken { waiter.continuation.resume(returning: true) }
  }

  /// How many lines hold a text.
  func count(of text: String) -> Int { state.withLock { $0.lines.count { $0.contains(text) } } }

  /// Waits until a line holds a text; throws when the test is cancelled before.
  func wait(for text: String) async throws {
    let number = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    let isThere = await withTaskCancellationHandler {
      await withCheckedContinuation { enter(number, text, $0) }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: number) }?.continuation.resume(returning: false)
    }
    if !isThere { throw CancellationError() }
  }

  private func enter(_ number: Int, _ text: String, _ continuation: CheckedContinuation<Bool, Never>) {
    let answer: Bool? = state.withLock { state in
      if Task.isCancelled { return false }
      if state.lines.contains(where: { $0.contains(text) }) { return true }
      state.waiters[number] = (text, continuation)
      return nil
    }
    if let answer { continuation.resume(returning: answer) }
  }

  var all: [String] { state.withLock { $0.lines } }

  func dump() { for line in all.suffix(60) { print(line.prefix(1000), terminator: "") } }
}
