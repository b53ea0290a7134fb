import EventLoop
import Glibc

/// Whoever reads standard output, where that is a pipe.
package actor PipeReader {
  private nonisolated let loop = EventLoop(name: "standard-output")
  private var gone: CheckedContinuation<Void, Never>?
  private var isGone = false

  /// The reader of this process's output.
  package init() {}

  deinit {
    loop.stop()
  }

  /// The actor's thread, which waits for the pipe.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  /// Returns when the reader has closed the pipe, and when the caller is cancelled.
  ///
  /// A write would tell, too, but a quiet topic has nothing to write.
  package func closed() async {
    if Self.isPipe {
      // Of a pipe's writing end `poll` tells nothing but that nobody reads.
      loop.setWatch(
        EventLoop.Watch(descriptor: STDOUT_FILENO) { [weak self] in
          self?.assumeIsolated { $0.end() }
        })
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if isGone || Task.isCancelled { return continuation.resume() }
        gone = continuation
      }
    } onCancel: {
      Task { await self.end() }
    }
    loop.stop()
  }

  private func end() {
    loop.setWatch(nil)
    isGone = true
    gone?.resume()
    gone = nil
  }

  private static var isPipe: Bool {
    var status = stat()
    return fstat(STDOUT_FILENO, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
  }
}
