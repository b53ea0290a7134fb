import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// A process in a group of its own, with pipes to its standard streams.
final class ChildProcess: Sendable {
  /// It cannot be started.
  struct NotStarted: Error, CustomStringConvertible {
    let description: String
  }

  private let id: pid_t
  /// Its standard output to read, and its standard input to write.
  let conversation: NIOAsyncChannel<ByteBuffer, ByteBuffer>
  /// Its standard error to read.
  let complaints: NIOAsyncChannel<ByteBuffer, Never>
  private let hasEnded = Mutex(false)

  private init(
    id: pid_t, conversation: NIOAsyncChannel<ByteBuffer, ByteBuffer>, complaints: NIOAsyncChannel<ByteBuffer, Never>
  ) {
    self.id = id
    self.conversation = conversation
    self.complaints = complaints
  }

  /// Starts a program that is found by the path of this process's environment.
  static func start(_ arguments: [String], environment: [String: String]) async throws -> ChildProcess {
    let (input, output, errors) = (try Descriptors(), try Descriptors(), try Descriptors())
    let id = try spawn(arguments, environment, input, output, errors)
    for descriptor in [input.reading, output.writing, errors.writing] { close(descriptor) }
    let conversation = try await NIOPipeBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .takingOwnershipOfDescriptors(input: output.reading, output: input.writing) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
            wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
        }
      }
    let complaints = try await NIOPipeBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .takingOwnershipOfDescriptor(input: errors.reading) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, Never>(wrappingChannelSynchronously: channel)
        }
      }
    return ChildProcess(id: id, conversation: conversation, complaints: complaints)
  }

  /// Sends a signal to the process and to all that it has started.
  func signal(_ number: Int32) {
    hasEnded.withLock { ended in
      guard !ended else { return }
      kill(-id, number)
    }
  }

  /// Waits for its end: its exit status, or the number of the signal that ended it plus 128, as shells say it.
  func status() async -> Int32 {
    let id = id
    _ = try? await NIOThreadPool.singleton.runIfActive {
      var information = siginfo_t()
      // It stays known until its group is told to end too: nobody else gets its number before.
      while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    }
    return hasEnded.withLock { ended in
      kill(-id, SIGKILL)
      ended = true
      var status: Int32 = 0
      while waitpid(id, &status, 0) < 0, errno == EINTR {}
      return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }
  }

  /// Two ends of a pipe, closed in what is started but for those that it is given.
  private struct Descriptors {
    let reading: Int32
    let writing: Int32

    init() throws {
      var both: [Int32] = [0, 0]
      guard pipe(&both) == 0 else { throw NotStarted(description: "no pipe: \(String(cString: strerror(errno)))") }
      for descriptor in both { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
      (reading, writing) = (both[0], both[1])
    }
  }

  private static func spawn(
    _ arguments: [String], _ environment: [String: String], _ input: Descriptors, _ output: Descriptors,
    _ errors: Descriptors
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input.reading, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output.writing, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors.writing, STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own, which can be killed whole; and signals as a shell would hand them on.
    var usual = sigset_t()
    sigemptyset(&usual)
    posix_spawnattr_setsigmask(&attributes, &usual)
    for number in [SIGPIPE, SIGINT, SIGTERM] { sigaddset(&usual, number) }
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var words = arguments.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var id: pid_t = 0
    let code = posix_spawnp(&id, arguments[0], &actions, &attributes, &words, &variables)
    guard code == 0 else {
      throw NotStarted(description: "\(arguments[0]) cannot be started: \(String(cString: strerror(code)))")
    }
    return id
  }
}
