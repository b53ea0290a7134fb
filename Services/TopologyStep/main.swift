// coopt-topology: prints RabbitMQ's definitions of the platform, for `POST /api/definitions`, and compares what a broker has.
// COOPT_AMQP_PASSWORDS_DIR names a directory with a file per user; what is missing is named, and the exit code is 2.

import FoundationEssentials
import Observability
import Topology

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

func say(_ message: String) {
  let line = Array("coopt-topology: \(message)\n".utf8)
  _ = write(STDERR_FILENO, line, line.count)
}

func refuse(_ message: String) -> Never {
  say(message)
  exit(2)
}

func refuseArguments(_ message: String) -> Never {
  say("\(message); see --help")
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

/// What the broker answered, out of a file or, for `-`, out of standard input.
func answer<Answer: Decodable>(_ type: Answer.Type, _ path: String, is description: String) -> Answer {
  guard let data = path == "-" ? standardInput() : FileManager.default.contents(atPath: path) else {
    refuse("'\(path)' cannot be read")
  }
  do {
    return try JSONDecoder().decode(type, from: data)
  } catch {
    refuse("'\(path)' holds no \(description)")
  }
}

func brokerDefinitions(_ path: String) -> BrokerDefinitions {
  answer(BrokerDefinitions.self, path, is: "definitions of a whole broker, as GET /api/definitions answers them")
}

func differences(_ path: String) -> [TopologyDifference] {
  let broker = brokerDefinitions(path)
  do {
    return try Topology.differences(on: broker, with: outsideSystems())
  } catch {
    refuse("the definitions cannot be compared: \(error)")
  }
}

func printDifferences(_ arguments: [String]) -> Never {
  guard arguments.count == 1 else { refuseArguments("diff takes one file, or - for standard input") }
  let found = differences(arguments[0])
  for difference in found { print(difference) }
  exit(found.isEmpty ? 0 : 1)
}

func printLeftovers(_ arguments: [String]) -> Never {
  let option = "--with-messages"
  let files = arguments.filter { $0 != option }
  guard files.count == 2 else { refuseArguments("leftovers takes two files: the definitions, and the queues") }
  let queues = answer([QueueContent].self, files[1], is: "list of queues, as GET /api/queues answers it")
  let removal = TopologyRemoval(
    of: differences(files[0]), queues: queues, takingMessages: files.count < arguments.count)
  for path in removal.paths { print(path) }
  for line in removal.staying { say(line) }
  exit(0)
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

func printDefinitions(withoutNewSubscriptionsOn broker: BrokerDefinitions? = nil) {
  guard let directory = ProcessInfo.processInfo.environment["COOPT_AMQP_PASSWORDS_DIR"], !directory.isEmpty else {
    refuse("COOPT_AMQP_PASSWORDS_DIR is not set; it names a directory with one password file for each AMQP user")
  }
  let systems = outsideSystems()
  var passwords: [String: String] = [:]
  for user in Topology.users(with: systems) {
    passwords[user.name] = password(of: user.name, in: directory)
  }
  do {
    let definitions = try Topology.definitions(
      passwords: passwords, with: systems, withoutNewSubscriptionsOn: broker)
    print(String(decoding: definitions, as: UTF8.self))
  } catch let missing as Topology.MissingPasswords {
    refuse("no readable password in \(directory) for: \(missing.users.joined(separator: ", "))")
  } catch {
    refuse("the definitions cannot be written: \(error)")
  }
}

func printMatrix() {
  do {
    for cell in try AccessMatrix(outsideSystems()).cells { print(cell) }
  } catch {
    refuse("a permission is no regular expression: \(error)")
  }
}

let help = """
  usage: COOPT_AMQP_PASSWORDS_DIR=DIRECTORY coopt-topology
         COOPT_AMQP_PASSWORDS_DIR=DIRECTORY coopt-topology expand DEFINITIONS
         coopt-topology diff DEFINITIONS
         coopt-topology leftovers [--with-messages] DEFINITIONS QUEUES
         coopt-topology matrix
         coopt-topology --help | --version

  Without arguments: prints RabbitMQ's definitions of the platform, for POST /api/definitions. PASSWORDS_DIR has a file for each
  user. DEFINITIONS is what a broker's GET /api/definitions answers, QUEUES what its GET /api/queues does; - for standard input.
  expand: the same without subscriptions that the broker's queues do not have yet, to be posted before the programs are
  replaced that would get messages that they do not know.
  diff: what the broker has and should not, lacks, or has otherwise. Passwords are not compared.
  leftovers: the paths of its management interface under which to DELETE what is ours and no longer declared. A queue is among
  them once nothing is bound to it, nobody consumes it and, but for --with-messages, nothing is in it; what stays is said.
  matrix: who may do what, a line for each user, operation, queue or exchange, key and header.
  COOPT_OUTSIDE_SYSTEMS (JSON), or COOPT_OUTSIDE_SYSTEMS_FILE, lists the systems outside that report, where there are others than
  one 'ats' and one 'finance'; services that hear them (recommendations, rewards) are given the same.
  Exit status: 0 done, or nothing different; 1 something is different; 2 something is missing or cannot be read; 64 wrong
  arguments.
  """

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case nil: printDefinitions()
case "expand":
  guard arguments.count == 2 else { refuseArguments("expand takes one file, or - for standard input") }
  printDefinitions(withoutNewSubscriptionsOn: brokerDefinitions(arguments[1]))
case "diff": printDifferences(Array(arguments.dropFirst()))
case "leftovers": printLeftovers(Array(arguments.dropFirst()))
case "matrix": printMatrix()
case "--version": print("coopt-topology \(BuildInformation.version) (\(BuildInformation.commit))")
case "--help", "-h": print(help)
case .some(let argument): refuseArguments("unknown argument '\(argument)'")
}
