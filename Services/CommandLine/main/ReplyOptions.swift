import ArgumentParser
import CooptCommandLine
import Messages
import Vocabulary

/// How long to wait for a reply, and how to show it.
struct ReplyOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How long to wait for the reply, all in all.", valueName: "seconds"))
  var timeout = 30.0

  @Flag(help: "Print the reply's data as JSON, in one line.")
  var json = false

  func validate() throws {
    guard timeout > 0, timeout.isFinite, timeout <= 86_400 else {
      throw ValidationError("--timeout takes a number of seconds above 0, a day at most")
    }
  }

  /// Sends a command and waits.
  func reply(to command: OutgoingCommand, over broker: BrokerOptions) async throws -> CommandReply {
    try await sender(over: broker).reply(to: command)
  }

  /// A sender of several commands, each of which is waited for so long.
  func sender(over broker: BrokerOptions) throws -> CommandSender {
    try broker.sender(within: timeout)
  }

  /// Shows a reply; a refusal ends the process with its status.
  func show(_ reply: CommandReply) throws { try reply.show(asJSON: json) }
}

extension CommandReply {
  /// Shows it; a refusal ends the process with its status.
  func show(asJSON: Bool) throws {
    if asJSON {
      try StandardStream.output.write(lines: [try JSONLine.text(data)])
    } else if case .accepted = self {
      try StandardStream.output.write(lines: lines)
    }
    guard case .rejected = self else { return }
    if !asJSON { try StandardStream.error.write(lines: lines) }
    throw ExitCode(ExitStatus.rejected.rawValue)
  }
}
