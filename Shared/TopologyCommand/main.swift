// coopt-topology: prints RabbitMQ's definitions of the platform, for `POST /api/definitions`.
// COOPT_AMQP_PASSWORDS_DIR names a directory with a file per user; what is missing is named, and the exit code is 2.

import FoundationEssentials
import Observability
import Topology

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

func refuse(_ message: String) -> Never {
  let line = Array("coopt-topology: \(message)\n".utf8)
  _ = write(STDERR_FILENO, line, line.count)
  exit(2)
}

func password(of user: String, in directory: String) -> String? {
  guard let data = FileManager.default.contents(atPath: "\(directory)/\(user)") else { return nil }
  return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init)
}

/// The systems that the setting or its file lists, or the usual ones.
func outsideSystems() -> OutsideSystems {
  let environment = ProcessInfo.processInfo.environment
  let setting = "COOPT_OUTSIDE_SYSTEMS"
  var text = environment[setting].map { Data($0.utf8) }
  if let path = environment[setting + "_FILE"], !path.isEmpty {
    text = FileManager.default.contents(atPath: path)
    if text == nil { refuse("\(setting)_FILE names a file that cannot be read") }
  }
  guard let text, !text.isEmpty else { return .usual }
  do throws(OutsideSystems.Defect) {
    return try OutsideSystems(json: text)
  } catch {
    refuse("\(setting) cannot be used: \(error)")
  }
}

switch CommandLine.arguments.dropFirst().first {
case nil: break
case "--version":
  print("coopt-topology \(BuildInformation.version) (\(BuildInformation.commit))")
  exit(0)
case "--help", "-h":
  print(
    """
    usage: COOPT_AMQP_PASSWORDS_DIR=DIRECTORY coopt-topology [--help | --version]
           coopt-topology matrix

    Prints RabbitMQ's definitions of the platform, for POST /api/definitions. The directory has a file for each user.
    'matrix' prints who may do what, a line for each user, operation, queue or exchange, and key.
    COOPT_OUTSIDE_SYSTEMS (JSON), or COOPT_OUTSIDE_SYSTEMS_FILE, lists the systems outside that report, where there are others
    than one 'ats' and one 'finance'; services that hear them (recommendations, rewards) are given the same.
    Exit status: 0 done, 2 something is missing, 64 wrong arguments.
    """)
  exit(0)
case "matrix":
  do {
    for cell in try AccessMatrix(outsideSystems()).cells { print(cell) }
    exit(0)
  } catch {
    refuse("a permission is no regular expression: \(error)")
  }
case .some(let argument):
  let line = Array("coopt-topology: unknown argument '\(argument)'; see --help\n".utf8)
  _ = write(STDERR_FILENO, line, line.count)
  exit(64)
}

guard let directory = ProcessInfo.processInfo.environment["COOPT_AMQP_PASSWORDS_DIR"], !directory.isEmpty else {
  refuse("COOPT_AMQP_PASSWORDS_DIR is not set; it names a directory with one password file for each AMQP user")
}

let systems = outsideSystems()
var passwords: [String: String] = [:]
for user in Topology.users(with: systems) {
  passwords[user.name] = password(of: user.name, in: directory)
}
do {
  print(String(decoding: try Topology.definitions(passwords: passwords, with: systems), as: UTF8.self))
} catch let missing as Topology.MissingPasswords {
  refuse("no readable password in \(directory) for: \(missing.users.joined(separator: ", "))")
} catch {
  refuse("the definitions cannot be written: \(error)")
}
