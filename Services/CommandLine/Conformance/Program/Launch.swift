import FoundationEssentials

/// How a stranger's program is started: a command, or an image of a container.
package enum Launch: Hashable, Sendable {
  /// A command, as a shell reads it.
  case command(String)
  /// An image, run by an engine (`docker` or `podman`), with what stands behind its name.
  case container(image: String, engine: String)

  /// What people call it.
  package var title: String {
    switch self {
    case .command(let line): line
    case .container(let image, let engine): "\(engine) run \(image)"
    }
  }

  /// The program and its arguments, with these variables, in a container of this name; `state` is a directory that
  /// both see.
  package func arguments(variables: [String: String], name: String, state: String) -> [String] {
    switch self {
    case .command(let line): ["/bin/sh", "-c", "exec \(line)"]
    case .container(let image, let engine):
      [engine, "run", "--rm", "--interactive", "--network", "host", "--name", name, "--volume", "\(state):\(state)"]
        + variables.keys.sorted().flatMap { ["--env", $0] } + [image]
    }
  }

  /// What ends it at once, where a signal to the process that was started does not reach it.
  func killing(name: String) -> [String]? {
    switch self {
    case .command: nil
    case .container(_, let engine): [engine, "kill", name]
    }
  }

  /// The environment of the program: this process's, without any address or secret of the platform, and what it is
  /// given.
  ///
  /// The kit knows the administrator's password; what it tests does not.
  package static func environment(_ own: [String: String], adding variables: [String: String]) -> [String: String] {
    own.filter { !$0.key.hasPrefix("COOPT_") }.merging(variables) { _, new in new }
  }
}
