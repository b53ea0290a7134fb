import Observability
import ServiceSettings
import Topology

/// What a service program says of itself.
enum ProgramHelp {
  /// The answer to `--help` and `--version`; nil where the arguments ask for neither.
  static func answer(to arguments: [String], of service: ServiceName) -> String? {
    switch arguments.first {
    case "--version": version(of: service)
    case "--help", "-h", "help": usage(of: service)
    default: nil
    }
  }

  private static func version(of service: ServiceName) -> String {
    "coopt-\(service.rawValue) \(BuildInformation.version) (\(BuildInformation.commit))"
  }

  private static func usage(of service: ServiceName) -> String {
    let width = SettingName.all.map(\.name.count).max() ?? 0
    let settings = SettingName.all.map { setting in
      "  \(setting.name)\(String(repeating: " ", count: width - setting.name.count))  \(setting.meaning)"
    }
    return """
      usage: coopt-\(service.rawValue) [serve | migrate | --help | --version]

        serve    consume, decide and publish until SIGTERM, SIGINT or SIGHUP, which drain; what it does without arguments
        migrate  bring the schema up to date, as its owner, and end

      Settings come from the environment; NAME_FILE names a file that holds the value instead.
      \(settings.joined(separator: "\n"))

      Exit status: 0 done, 64 wrong arguments, 70 failed, 78 a setting is missing or cannot be used.
      """
  }
}
