import Foundation
import Synchronization
public import Testing

/// Lets a few tests at the servers at a time; the others wait in line.
///
/// Swift Testing starts every test at once. Hundreds of databases made in the same second are more than two cores can
/// answer within the time in which a client gives a connection up.
public enum Turnstile {
  private struct State {
    var free = max(4, 2 * ProcessInfo.processInfo.activeProcessorCount)
    var line: [CheckedContinuation<Void, Never>] = []
  }

  private static let state = Mutex(State())

  /// Runs a body once it is its turn.
  ///
  /// Not to be nested: the inner one could wait for the outer one for ever.
  public static func pass<Result>(_ body: () async throws -> Result) async throws -> Result {
    await enter()
    defer { leave() }
    return try await body()
  }

  private static func enter() async {
    await withCheckedContinuation { continuation in
      let mayEnter = state.withLock { state in
        guard state.free > 0 else {
          state.line.append(continuation)
          return false
        }
        state.free -= 1
        return true
      }
      if mayEnter { continuation.resume() }
    }
  }

  private static func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard state.line.isEmpty else { return state.line.removeFirst() }
      state.free += 1
      return nil
    }
    next?.resume()
  }
}

/// Has each test of a suite pass the turnstile.
public struct TakingTurns: SuiteTrait, TestTrait, TestScoping {
  /// Each test by itself, not the suite as one.
  public var isRecursive: Bool { true }

  /// Runs a test when it is its turn.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    try await Turnstile.pass(function)
  }
}

extension Trait where Self == TakingTurns {
  /// For tests that speak to the servers without `ServiceDatabase` or `TestVirtualHost`, which take turns themselves.
  public static var takingTurns: Self { Self() }
}
