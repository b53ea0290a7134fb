import Observability
import ServiceSettings

/// What the program says of itself.
package enum ConsoleHelp {
  /// The answer to `--help` and `--version`; nil where the arguments ask for neither.
  package static func answer(to arguments: [String]) -> String? {
    switch arguments.first {
    case "--version": "coopt-console \(BuildInformation.version) (\(BuildInformation.commit))"
    case "--help", "-h", "help": usage
    default: nil
    }
  }

  private static var usage: String {
    let width = ConsoleSettingName.all.map(\.name.count).max() ?? 0
    let settings = ConsoleSettingName.all.map { setting in
      "  \(setting.name)\(String(repeating: " ", count: width - setting.name.count))  \(setting.meaning)"
    }
    return """
      usage: coopt-console [serve | --help | --version]

        serve    serve pages until SIGTERM, SIGINT or SIGHUP, which drain; what it does without arguments

      Settings come from the environment; NAME_FILE names a file that holds the value instead.
      \(settings.joined(separator: "\n"))

      Exit status: 0 done, 64 wrong arguments, 70 failed, 78 a setting is missing or cannot be used.
      """
  }
}
