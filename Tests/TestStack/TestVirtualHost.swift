public import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A virtual host of its own for one test, on the real broker: nothing that runs beside it is disturbed.
public struct TestVirtualHost: Sendable {
  /// The broker's management interface gave another answer than success.
  public struct Refused: Error {
    /// What was asked.
    public let request: String
    /// The HTTP status.
    public let status: Int
    /// The answer.
    public let answer: String
  }

  /// A connection as the broker sees it.
  public struct Connection: Decodable, Sendable {
    /// The broker's name for it: both addresses.
    public let name: String
  }

  /// The virtual host's name.
  public let name: String
  /// Its URL for the broker's administrator, over TLS where the stack has that.
  public let amqpURL: String
  /// The same in clear, for tests that listen in or write frames by hand.
  public let plainAMQPURL: String

  /// Makes a virtual host, runs the body, and deletes the virtual host with all that is in it.
  public static func with<Result>(_ body: (TestVirtualHost) async throws -> Result) async throws -> Result {
    try await Turnstile.pass { try await made(for: body) }
  }

  private static func made<Result>(for body: (TestVirtualHost) async throws -> Result) async throws -> Result {
    let name = "test-\(UUID().uuidString.lowercased())"
    var url = URLComponents(string: try TestStack.adminAMQPURL)!
    url.path = "/\(name)"
    var plain = URLComponents(string: try TestStack.adminPlainAMQPURL)!
    plain.path = url.path
    let host = TestVirtualHost(name: name, amqpURL: url.string!, plainAMQPURL: plain.string!)
    try await host.manage("PUT", "vhosts/\(name)")
    try await host.manage(
      "PUT", "permissions/\(name)/\(url.user ?? "")", Data(#"{"configure":".*","write":".*","read":".*"}"#.utf8))
    do {
      let result = try await body(host)
      try await host.manage("DELETE", "vhosts/\(name)")
      return result
    } catch {
      _ = try? await host.manage("DELETE", "vhosts/\(name)")
      throw error
    }
  }

  /// Declares what a definitions document names.
  public func load(definitions: Data) async throws {
    try await manage("POST", "definitions/\(name)", definitions)
  }

  /// The open connections.
  public func connections() async throws -> [Connection] {
    try JSONDecoder().decode([Connection].self, from: try await manage("GET", "vhosts/\(name)/connections"))
  }

  /// Waits until there are so many connections, and returns them; the broker tells of them with a delay.
  public func connections(numbering count: Int) async throws -> [Connection] {
    while true {
      let connections = try await connections()
      if connections.count == count { return connections }
      try Task.checkCancellation()
    }
  }

  /// Closes connections, as an operator can.
  public func closeConnections(_ connections: [Connection]) async throws {
    for connection in connections {
      let name = connection.name.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!
      // Another closing may have been first.
      _ = try? await manage("DELETE", "connections/\(name)")
    }
  }

  /// Asks the management interface; the body of its answer.
  @discardableResult
  public func manage(_ method: String, _ path: String, _ body: Data? = nil) async throws -> Data {
    let user = URLComponents(string: amqpURL)!
    let credentials = Data("\(user.user ?? ""):\(user.password ?? "")".utf8).base64EncodedString()
    var request = URLRequest(url: URL(string: "\(try TestStack.value("COOPT_MANAGEMENT_URL"))/api/\(path)")!)
    request.httpMethod = method
    request.httpBody = body
    request.setValue("Basic \(credentials)", forHTTPHeaderField: "authorization")
    request.setValue("application/json", forHTTPHeaderField: "content-type")
    let (answer, response) = try await URLSession.shared.data(for: request)
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    guard (200..<300).contains(status) else {
      throw Refused(request: "\(method) \(path)", status: status, answer: String(decoding: answer, as: UTF8.self))
    }
    return answer
  }
}
