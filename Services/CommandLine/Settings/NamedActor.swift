import FoundationEssentials

/// Who sits at the command line: named in every command that is sent, so that a decision by hand has somebody who took it.
package struct NamedActor: Hashable, Sendable {
  /// The name, as the directory of whoever works with this command line has it.
  package let name: String

  /// Takes what an option says, else `COOPT_ACTOR`; nil where nobody is named, which a variable that is empty says too.
  ///
  /// The login of the machine is not taken: it may be shared, and is nobody's word.
  package init?(option: String?, environment: [String: String] = ProcessInfo.processInfo.environment) {
    guard let name = option ?? environment["COOPT_ACTOR"].flatMap({ $0.isEmpty ? nil : $0 }) else { return nil }
    self.name = name
  }

  /// Somebody, for what is refused without; throws a failure that says how to name oneself.
  package static func required(
    option: String?, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(CommandFailure) -> NamedActor {
    guard let actor = NamedActor(option: option, environment: environment) else {
      throw CommandFailure(.usage, "who decides is kept: give --actor or set COOPT_ACTOR")
    }
    return actor
  }
}
