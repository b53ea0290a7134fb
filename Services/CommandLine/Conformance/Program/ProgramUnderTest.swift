import FoundationEssentials
import Glibc
import Messages
import NIOCore
import Synchronization

/// A stranger's program while it runs: gets orders, and what it says is handed on line by line.
final class ProgramUnderTest: Sendable {
  /// What a running program did.
  enum Fact: Hashable, Sendable {
    /// A line on standard output.
    case said(ProgramLine)
    /// A line on standard error.
    case complained(String)
    /// It ended, by itself or not, and everything it said was heard.
    case ended(status: Int32)
  }

  private let process: ChildProcess
  private let killing: [String]?
  private let tells: @Sendable (Fact) -> Void
  private let orders: AsyncStream<String>
  private let mailbox: AsyncStream<String>.Continuation
  private let journal = Journal<Int32>()

  private init(_ process: ChildProcess, killing: [String]?, tells: @escaping @Sendable (Fact) -> Void) {
    self.process = process
    self.killing = killing
    self.tells = tells
    (orders, mailbox) = AsyncStream.makeStream()
  }

  /// Starts it with these variables beside the usual ones.
  static func start(
    _ launch: Launch, variables: [String: String], name: String, state: String,
    tells: @escaping @Sendable (Fact) -> Void
  ) async throws -> ProgramUnderTest {
    let process = try await ChildProcess.start(
      launch.arguments(variables: variables, name: name, state: state),
      environment: Launch.environment(ProcessInfo.processInfo.environment, adding: variables))
    return ProgramUnderTest(process, killing: launch.killing(name: name), tells: tells)
  }

  /// Hands on what it says, until it has ended.
  func run() async {
    await withTaskGroup(of: Void.self) { tasks in
      tasks.addTask { await self.converse() }
      tasks.addTask { await self.hear() }
      let status = await process.status()
      // What is still in the pipes is read to their ends: the whole group is gone.
      mailbox.finish()
      await tasks.waitForAll()
      tells(.ended(status: status))
      journal.append(status)
    }
  }

  /// Gives it an order.
  func send(_ line: JSONObject) {
    guard let bytes = try? MessageCoder().encode(payload: line) else { return }
    mailbox.yield(String(decoding: bytes, as: UTF8.self) + "\n")
  }

  /// Tells it that nothing more is coming.
  func closeInput() { mailbox.finish() }

  /// Ends it in the middle of whatever it does.
  func kill() async {
    if let killing {
      _ = try? await ChildProcess.start(killing, environment: ProcessInfo.processInfo.environment).status()
    }
    process.signal(SIGKILL)
    await ended(within: .seconds(30))
  }

  /// Asks it to end; when it does not, it is ended.
  func stop(within limit: Duration) async {
    closeInput()
    process.signal(SIGTERM)
    if await !ended(within: limit) { await kill() }
  }

  /// Waits for its end; false when it goes on for longer.
  @discardableResult
  func ended(within limit: Duration) async -> Bool {
    await journal.first(within: limit) { _ in true } != nil
  }

  private func converse() async {
    try? await process.conversation.executeThenClose { said, orders in
      await withTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
          for await line in self.orders {
            // A program that has closed its input does not stop its output from being heard.
            guard (try? await orders.write(ByteBuffer(string: line))) != nil else { return }
          }
          orders.finish()
        }
        await Self.lines(of: said) { self.tells(.said(ProgramLine($0))) }
        tasks.cancelAll()
      }
    }
  }

  private func hear() async {
    try? await process.complaints.executeThenClose { complaints in
      await Self.lines(of: complaints) { self.tells(.complained($0)) }
    }
  }

  private static func lines(of bytes: NIOAsyncChannelInboundStream<ByteBuffer>, _ take: (String) -> Void) async {
    var arrived = ByteBuffer()
    do {
      for try await part in bytes {
        arrived.writeImmutableBuffer(part)
        while let end = arrived.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) {
          let line = arrived.readString(length: end - arrived.readerIndex) ?? ""
          arrived.moveReaderIndex(forwardBy: 1)
          if !line.isEmpty { take(line) }
        }
      }
    } catch {
      // A pipe whose other end has gone.
    }
    if let rest = arrived.readString(length: arrived.readableBytes), !rest.isEmpty { take(rest) }
  }
}
