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

func refuseArguments(_ message: String) -> Never {
  let line = Array("coopt-topology: \(message); see --help\n".utf8)
  _ = write(STDERR_FILENO, line, line.count)
  exit(64)
}

func standardInput() -> Data? {
  var data = Data()
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = read(STDIN_FILENO, &buffer, buffer.count)
    guard count >= 0 else { return nil }
    guard count > 0 else { return data }
    data.append(contentsOf: buffer[..<count])
  }
}

/// What a broker has, out of a file or, for `-`, out of standard input.
func brokerDefinitions(_ path: String) -> BrokerDefinitions {
  let content = path == "-" ? standardInput() : FileManager.default.contents(atPath: path)
  guard let data = content else { refuse("'\(path)' cannot be read") }
  do {
    return try JSONDecoder().decode(BrokerDefinitions.self, from: data)
  } catch {
    refuse("'\(path)' holds no definitions of a whole broker, as GET /api/definitions answers them")
  }
}

/// Everything that is different on a broker.
func differences(_ arguments: ArraySlice<String>) -> [TopologyDifference] {
  guard arguments.count == 1, let path = arguments.first else {
    refuseArguments("name one file, or - for standard input")
  }
  do {
    return try Topology.differences(on: brokerDefinitions(path))
  } catch {
    refuse("the definitions cannot be compared: \(error)")
  }
}

let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case nil: break
case "diff":
  let found = differences(arguments.dropFirst())
  for difference in found { print(difference) }
  exit(found.isEmpty ? 0 : 1)
case "leftovers":
  for removal in differences(arguments.dropFirst()).compactMap(\.removal) { print(removal) }
  exit(0)
case "--version":
  print("coopt-topology \(BuildInformation.version) (\(BuildInformation.commit))")
  exit(0)
case "--help", "-h":
  print(
    """
    usage: COOPT_AMQP_PASSWORDS_DIR=DIRECTORY coopt-topology
           coopt-topology diff FILE | leftovers FILE
           coopt-topology --help | --version

    Without arguments: prints RabbitMQ's definitions of the platform, for POST /api/definitions. The directory has a file for
    each user.
    diff: what a broker has and should not, lacks, or has otherwise. FILE is what its GET /api/definitions answers; - for
    standard input. Passwords are not compared.
    leftovers: the paths of its management interface under which to DELETE what is ours and no longer declared; queues go
    only while they are empty.
    Exit status: 0 done, or nothing different; 1 something is different; 2 something is missing or cannot be read; 64 wrong
    arguments.
    """)
  exit(0)
case .some(let argument): refuseArguments("unknown argument '\(argument)'")
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
