import Glibc
import PostgreSQLClient
import Synchronization
import TestStack
import Testing

/// A port on loopback that passes everything on to the test server, until it is told to be silent.
///
/// To the client it is what a frozen server is: connections stay open and are taken, and nothing is ever answered.
final class Relay: Sendable {
  private struct Pair {
    let client: Int32
    let server: Int32
  }

  private let socket: LoopbackSocket
  private let upstream: (host: String, port: UInt16)
  private let frozen = Atomic<Bool>(false)
  private let ended = Atomic<Bool>(false)
  private let taken = Atomic<Int>(0)

  var port: UInt16 { socket.port }
  /// How many connections it has taken.
  var connectionCount: Int { taken.load(ordering: .acquiring) }

  /// A relay in front of the test server.
  init(address: String = "127.0.0.1", port: UInt16 = 0) throws {
    let url = try #require(URLParts(TestStack.adminDatabaseURL))
    upstream = (url.host, url.port)
    socket = try LoopbackSocket(address: address, port: port)
    try socket.listen(backlog: 64)
  }

  /// Stops passing anything on, in both directions, and takes connections all the same.
  func freeze() { frozen.store(true, ordering: .sequentiallyConsistent) }

  /// Passes on again, what came meanwhile included.
  func thaw() { frozen.store(false, ordering: .sequentiallyConsistent) }

  /// Runs it for the time of a body.
  func running<Result>(_ body: () async throws -> Result) async throws -> Result {
    let retained = Unmanaged.passRetained(self)
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { context in
        Unmanaged<Relay>.fromOpaque(context!).takeRetainedValue().run()
        return nil
      }, retained.toOpaque())
    pthread_detach(thread)
    defer { ended.store(true, ordering: .sequentiallyConsistent) }
    return try await body()
  }

  private func run() {
    var pairs: [Pair] = []
    while !ended.load(ordering: .sequentiallyConsistent) {
      let isFrozen = frozen.load(ordering: .sequentiallyConsistent)
      let watched = isFrozen ? [] : pairs.flatMap { [$0.client, $0.server] }
      var descriptors = ([socket.descriptor] + watched).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      // A short wait, since what ends and freezes it comes by no descriptor.
      guard poll(&descriptors, nfds_t(descriptors.count), 20) > 0 else { continue }
      if descriptors[0].revents != 0, let pair = accept() { pairs.append(pair) }
      if frozen.load(ordering: .sequentiallyConsistent) { continue }
      let ready = Set(descriptors.dropFirst().filter { $0.revents != 0 }.map(\.fd))
      for index in pairs.indices.reversed() where !forward(pairs[index], ready) { close(pairs.remove(at: index)) }
    }
    for pair in pairs { close(pair) }
  }

  private func accept() -> Pair? {
    let client = Glibc.accept(socket.descriptor, nil, nil)
    guard client >= 0 else { return nil }
    taken.add(1, ordering: .acquiringAndReleasing)
    guard let server = try? LoopbackSocket.connect(upstream.host, port: upstream.port) else {
      Glibc.close(client)
      return nil
    }
    return Pair(client: client, server: server)
  }

  private func close(_ pair: Pair) {
    Glibc.close(pair.client)
    Glibc.close(pair.server)
  }

  private func forward(_ pair: Pair, _ ready: Set<Int32>) -> Bool {
    for (from, to) in [(pair.client, pair.server), (pair.server, pair.client)] where ready.contains(from) {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = recv(from, &buffer, buffer.count, 0)
      guard count > 0 else { return false }
      guard send(to, buffer, count, Int32(MSG_NOSIGNAL)) == count else { return false }
    }
    return true
  }
}

/// The parts of the test server's URL that tests put together anew.
struct URLParts {
  var login: String
  var host: String
  var port: UInt16
  var database: String
  /// How connections are encrypted, as parameters.
  var encryption: [String]

  init?(_ url: String) {
    guard let match = url.wholeMatch(of: /postgres(?:ql)?:\/\/([^@\/]*@)?([^:\/?]+):(\d+)\/([^?]*)(?:\?(.*))?/) else {
      return nil
    }
    login = String(match.1 ?? "")
    host = String(match.2)
    port = UInt16(match.3) ?? 5432
    database = String(match.4)
    encryption = (match.5 ?? "").split(separator: "&").map(String.init)
  }

  /// A URL of the same login with other servers; the parameters count more than those of encryption.
  func url(_ servers: [String], database: String? = nil, _ parameters: [String] = []) -> String {
    let all = encryption + parameters
    let query = all.isEmpty ? "" : "?" + all.joined(separator: "&")
    return "postgresql://\(login)\(servers.joined(separator: ","))/\(database ?? self.database)\(query)"
  }
}
