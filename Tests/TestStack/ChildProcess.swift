import Glibc

/// A program that a test runs.
///
/// Foundation's `Process` waits with the help of other threads, which tests that run side by side may hold all of.
struct ChildProcess {
  /// A program that could not be started, or did not succeed.
  struct Failed: Error {
    /// What it was called with.
    let command: [String]
  }

  private let pid: pid_t
  /// What it writes to standard output.
  let output: Int32

  /// Starts a program; what it complains of is thrown away.
  init(_ command: [String]) throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Failed(command: command) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var arguments = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var pid = pid_t()
    guard posix_spawn(&pid, command[0], &actions, nil, &arguments, environ) == 0 else {
      close(ends[0])
      throw Failed(command: command)
    }
    self.pid = pid
    self.output = ends[0]
  }

  /// Its first line, or what there is of it when it ends.
  func firstLine() -> String {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(output, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }

  /// Waits for its end; whether it succeeded.
  func succeeds() -> Bool {
    close(output)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return status == 0
  }

  /// Ends it.
  func end() {
    kill(pid, SIGKILL)
    _ = succeeds()
  }
}
