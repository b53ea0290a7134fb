import Hummingbird
import NIOCore
import ServiceLifecycle

/// What goes on being sent while somebody is signed in.
enum SessionStream {
  /// It is over: the browser is to find out by itself.
  private struct Over: Error {}

  /// What a body is written with; unchecked, since one task alone writes, and is waited for before anybody else goes on.
  private struct Held: @unchecked Sendable {
    let writer: any ResponseBodyWriter
  }

  /// A body that breaks off when the session ends or the console stops; one whose length is known is left as it is.
  static func body(_ body: ResponseBody, of visit: Visit) -> ResponseBody {
    guard body.contentLength == nil else { return body }
    let (sessions, key) = (visit.console.sessions, visit.sessionKey)
    return ResponseBody { writer in
      let held = Held(writer: writer)
      try await withThrowingTaskGroup(of: Bool.self) { tasks in
        tasks.addTask {
          try await body.write(held.writer)
          return true
        }
        tasks.addTask {
          await sessions.ended(key)
          return false
        }
        tasks.addTask {
          try? await gracefulShutdown()
          return false
        }
        defer { tasks.cancelAll() }
        guard try await tasks.next() == true else { throw Over() }
      }
    }
  }
}
