import Glibc

/// Standard output or standard error, written to at once and without a buffer.
///
/// `print` keeps what goes into a pipe until there is enough of it, and knows nothing of a reader that has gone.
package struct StandardStream: Sendable {
  /// Whoever read the output has closed it, as `head` does when it has enough.
  package struct Closed: Error {}

  private let descriptor: Int32

  /// Where results go.
  package static let output = StandardStream(descriptor: STDOUT_FILENO)
  /// Where complaints go.
  package static let error = StandardStream(descriptor: STDERR_FILENO)

  /// Has a write to a pipe that nobody reads fail, instead of ending the process by a signal.
  package static func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
  }

  /// Writes lines; throws `Closed` when nobody reads any more.
  package func write(lines: [String]) throws(Closed) {
    guard !lines.isEmpty else { return }
    try write(lines.joined(separator: "\n") + "\n")
  }

  /// Writes a text as it is; throws `Closed` when nobody reads any more.
  package func write(_ text: String) throws(Closed) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written >= 0 {
        bytes = bytes.dropFirst(written)
      } else if errno != EINTR {
        throw Closed()
      }
    }
  }
}
