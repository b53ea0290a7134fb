import FoundationEssentials
import Messages
import Vocabulary

/// A service refused what was asked.
package struct CommandRefusal: Error, Hashable, Sendable {
  /// The reply.
  package let reply: CommandReply
}

extension CommandReply {
  /// Whether it is a refusal with this code.
  package func refuses(with code: ProblemCode) -> Bool {
    guard case .rejected(let problem) = self else { return false }
    return problem["code"]?.string == code.rawValue
  }

  /// What an accepted reply says; throws `CommandRefusal` for a rejected one, a failure where it cannot be read.
  package func result<Command: CommandPayload>(of command: Command.Type) throws -> Command.Result {
    guard case .accepted = self else { throw CommandRefusal(reply: self) }
    return try decoded(as: command)
  }

  /// The data as an accepted reply's; throws a failure where it cannot be read.
  func decoded<Command: CommandPayload>(as command: Command.Type) throws(CommandFailure) -> Command.Result {
    do {
      return try JSONDecoder().decode(Command.Result.self, from: Data(try JSONLine.text(data).utf8))
    } catch {
      throw CommandFailure(.failure, "the reply to \(command.messageType.routingKey) is not what the contract says")
    }
  }
}
