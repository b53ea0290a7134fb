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

switch CommandLine.arguments.dropFirst().first {
case nil: break
case "--version":
  print("coopt-topology \(BuildInformation.version) (\(BuildInformation.commit))")
  exit(0)
case "--help", "-h":
  print(
    """
    usage: COOPT_AMQP_PASSWORDS_DIR=DIRECTORY coopt-topology [--help | --version]

    Prints RabbitMQ's definitions of the platform, for POST /api/definitions. The directory has a file for each user.
    Exit status: 0 done, 2 something is missing, 64 wrong arguments.
    """)
  exit(0)
case .some(let argument):
  let line = Array("coopt-topology: unknown argument '\(argument)'; see --help\n".utf8)
  _ = write(STDERR_FILENO, line, line.count)
  exit(64)
}

guard let directory = ProcessInfo.processInfo.environment["COOPT_AMQP_PASSWORDS_DIR"], !directory.isEmpty else {
  refuse("COOPT_AMQP_PASSWORDS_DIR is not set; it names a directory with one password file for each AMQP user")
}
var passwords: [String: String] = [:]
for user in Topology.users {
  passwords[user.name] = password(of: user.name, in: directory)
}
do {
  print(String(decoding: try Topology.definitions(passwords: passwords), as: UTF8.self))
} catch let missing as Topology.MissingPasswords {
  refuse("no readable password in \(directory) for: \(missing.users.joined(separator: ", "))")
} catch {
  refuse("the definitions cannot be written: \(error)")
}
