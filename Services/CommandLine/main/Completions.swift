import ArgumentParser
import CooptCommandLine

/// `coopt completions`.
struct Completions: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a completion script for a shell.",
    discussion: """
      Examples:
        coopt completions bash > /etc/bash_completion.d/coopt
        coopt completions zsh > /usr/local/share/zsh/site-functions/_coopt
        coopt completions fish > ~/.config/fish/completions/coopt.fish
      """
  )

  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish

    var script: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  @Argument(help: "The shell.")
  var shell: Shell

  func run() throws {
    try StandardStream.output.write(Coopt.completionScript(for: shell.script) + "\n")
  }
}
