import Certificates
import Foundation
import Glibc
import PostgreSQLClient

/// A PostgreSQL server of a test's own, which the test may stop, fill and cut off; it ends with the test.
///
/// It lives in a network namespace, as on a host of its own, with its data on a small disk in memory. That takes root and
/// the server's programs: where they are missing, tests that need it are skipped.
struct OwnServer {
  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  private static let ip = "/usr/sbin/ip"

  /// The directory of the server's programs; nil where there is none.
  private static let programs: String? = ["18", "17", "16", "15"].map { "/usr/lib/postgresql/\($0)/bin" }
    .first { FileManager.default.isExecutableFile(atPath: "\($0)/initdb") }

  /// Whether this machine lets a test have a server on a host of its own.
  static let isPossible: Bool = {
    let needed = [ip, "/usr/bin/setpriv", "/usr/bin/mount"]
    guard geteuid() == 0, programs != nil, getpwnam("postgres") != nil,
      needed.allSatisfy(FileManager.default.isExecutableFile)
    else { return false }
    let name = "coopt-\(UUID().uuidString.prefix(8).lowercased())"
    guard (try? run([ip, "netns", "add", name])) != nil else { return false }
    defer { _ = try? run([ip, "netns", "delete", name]) }
    return (try? run([ip, "-n", name, "link", "add", "probe", "type", "veth"])) != nil
  }()

  private let name: String
  private let directory: String
  private let network: (here: String, there: String)

  /// Gives a server that is up to a body, and removes every trace of it afterwards.
  static func with(_ body: (OwnServer) async throws -> Void) async throws {
    let suffix = UUID().uuidString.prefix(8).lowercased()
    // A net of two addresses out of those that are set aside for tests of networks (RFC 2544).
    let (net, first) = ("198.18.\(Int.random(in: 0...255))", Int.random(in: 0...62) * 4)
    let server = OwnServer(
      name: "coopt-\(suffix)", directory: "/tmp/coopt-\(suffix)",
      network: ("\(net).\(first + 1)", "\(net).\(first + 2)"))
    let result = await Result { try await server.whileRunning(body) }
    try? server.run(ip, "netns", "delete", server.name)
    try? server.run("/usr/bin/umount", server.directory)
    try? FileManager.default.removeItem(atPath: server.directory)
    try result.get()
  }

  /// Its URL as superuser.
  func url(_ parameters: [String] = []) -> String {
    let query = parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&")
    return "postgresql://postgres@\(network.there):5432/postgres\(query)"
  }

  func configuration() throws -> PostgreSQLConfiguration {
    try PostgreSQLConfiguration(url: url(), applicationName: "tests", plainText: .allowed)
  }

  /// Takes the cable out on its side: nobody is told anything.
  func vanish() throws { try run(Self.ip, "-n", name, "link", "set", "there", "down") }

  /// What it answers to somebody on its own host.
  func asked(_ sql: String) throws -> String {
    try inside("\(Self.programs!)/psql", "-h", "127.0.0.1", "-U", "postgres", "-XAtc", sql)
  }

  /// Leaves no room on its disk.
  func fillDisk() throws {
    // Ends with an error once the disk is full, which is what it is for.
    _ = try? run("/usr/bin/dd", "if=/dev/zero", "of=\(directory)/filler", "bs=64k")
  }

  func emptyDisk() throws { try FileManager.default.removeItem(atPath: "\(directory)/filler") }

  // MARK: Starting

  private func whileRunning(_ body: (OwnServer) async throws -> Void) async throws {
    try makeNetwork()
    try makeData()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.ip)
    process.arguments =
      ["netns", "exec", name] + Self.asPostgres + [
        "\(Self.programs!)/postgres", "-D", "\(directory)/data", "-c", "listen_addresses=*", "-c",
        "unix_socket_directories=", "-c", "max_connections=20", "-c", "fsync=off", "-c", "autovacuum=off",
      ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let result = await Result {
      try await untilUp(process)
      try await body(self)
    }
    // SIGQUIT ends at once; what was stopped must run to hear it.
    kill(process.processIdentifier, SIGQUIT)
    process.waitUntilExit()
    try result.get()
  }

  private func untilUp(_ process: Process) async throws {
    while (try? asked("select 1")) == nil {
      guard process.isRunning else { throw Failed(description: "the server of the test's own does not start") }
      await Task.yield()
    }
  }

  private func makeNetwork() throws {
    let here = "ct\(name.suffix(8))"
    try run(Self.ip, "netns", "add", name)
    try run(Self.ip, "link", "add", here, "type", "veth", "peer", "name", "there", "netns", name)
    try run(Self.ip, "address", "add", "\(network.here)/30", "dev", here)
    try run(Self.ip, "link", "set", here, "up")
    try run(Self.ip, "-n", name, "address", "add", "\(network.there)/30", "dev", "there")
    for device in ["lo", "there"] { try run(Self.ip, "-n", name, "link", "set", device, "up") }
  }

  private func makeData() throws {
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
    try run("/usr/bin/mount", "-t", "tmpfs", "-o", "size=160m,mode=0777", "tmpfs", directory)
    try run(
      Self.asPostgres + [
        "\(Self.programs!)/initdb", "-D", "\(directory)/data", "-U", "postgres", "-A", "trust", "--no-sync",
        "--locale", "C.UTF-8", "--encoding", "UTF8",
      ])
    let rules = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(directory)/data/pg_hba.conf"))
    try rules.seekToEnd()
    try rules.write(contentsOf: Data("host all all 198.18.0.0/15 trust\n".utf8))
    try rules.close()
  }

  private static let asPostgres = ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]

  @discardableResult
  private func inside(_ command: String...) throws -> String {
    try Self.run([Self.ip, "netns", "exec", name] + command)
  }

  private func run(_ command: String...) throws { try Self.run(command) }

  private func run(_ command: [String]) throws { try Self.run(command) }

  /// Runs a command to its end; its output, or an error where it fails.
  @discardableResult
  private static func run(_ command: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(description: "failed: \(command.prefix(4))") }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
