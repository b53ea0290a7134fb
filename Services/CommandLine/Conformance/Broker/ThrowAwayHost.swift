import AMQPClient
import CooptCommandLine
import FoundationEssentials
import Topology

/// A virtual host with everything that the platform's has, made for one scenario and removed after it.
package struct ThrowAwayHost: Sendable {
  /// What the names of all of them begin with.
  package static let prefix = "coopt-conformance-"

  /// The host's name, and how its users are called.
  package let place: Topology.Elsewhere
  private let passwords: [String: String]
  private let management: ManagementInterface
  private let broker: AMQPEndpoint

  /// Makes a host that was not there before; throws a failure where it cannot be made, or where one of its name is
  /// there.
  package static func make(_ management: ManagementInterface, on broker: AMQPEndpoint) async throws -> ThrowAwayHost {
    let word = Self.word(8)
    let place = Topology.Elsewhere(virtualHost: prefix + word, suffix: "-" + word)
    let names = Topology.Elsewhere.users().map(\.name) + ["platform"]
    let host = ThrowAwayHost(
      place: place, passwords: Dictionary(names.map { ($0, Self.word(24)) }) { first, _ in first },
      management: management, broker: broker)
    guard try await management.status("GET", host.path) == 404 else {
      throw CommandFailure(.unavailable, "there is a virtual host \(place.virtualHost) already, which was not made now")
    }
    do {
      try await management.change("PUT", host.path, body: Data(#"{"description":"made by coopt conformance"}"#.utf8))
      try await management.change(
        "POST", "/api/definitions", body: try Topology.definitions(elsewhere: place, passwords: host.passwords))
    } catch {
      // In a task of its own, which a cancellation of this one does not stop.
      try? await Task { try await host.remove() }.value
      throw error
    }
    return host
  }

  /// Removes the host with all that is in it, and its users; nothing else.
  ///
  /// What cannot be removed keeps nothing of the rest there; it is named in the failure that is thrown then.
  package func remove() async throws {
    var remains: [String] = []
    for path in passwords.keys.map({ "/api/users/" + place.login($0) }).sorted() + [path] {
      let status = try? await management.status("DELETE", path)
      guard status != 404, !(200..<300).contains(status ?? 0) else { continue }
      remains.append("DELETE \(path) (\(status.map(String.init) ?? "no answer"))")
    }
    guard remains.isEmpty else {
      throw CommandFailure(
        .unavailable,
        "what was made on the broker could not all be removed; this does it: \(remains.joined(separator: ", "))")
    }
  }

  /// The address at which a program logs in as a user of the platform, by a port of the kit's relay.
  package func url(of user: String, port: Int) -> String {
    "amqp://\(place.login(user)):\(passwords[user, default: ""])@127.0.0.1:\(port)/\(place.virtualHost)"
  }

  /// How the kit connects, as the user that plays the platform.
  package func configuration() -> AMQPConfiguration {
    AMQPConfiguration(
      host: broker.host, port: broker.port, virtualHost: place.virtualHost, user: place.platform,
      password: passwords["platform", default: ""], connectionName: "coopt conformance")
  }

  /// Lets nothing take what is published to `coopt.integration`, or lets its queue take it again.
  package func setIntegrationRouted(_ isRouted: Bool) async throws {
    let host = place.virtualHost
    let binding = "/api/bindings/\(host)/e/\(Exchange.integration.rawValue)/q/recommendations.integration"
    if isRouted {
      try await management.change("POST", binding, body: Data(#"{"routing_key":"hire.*"}"#.utf8))
    } else {
      try await management.change("DELETE", "/api/policies/\(host)/alternate-exchange")
      try await management.change("DELETE", "\(binding)/hire.%2A")
    }
  }

  private var path: String { "/api/vhosts/\(place.virtualHost)" }

  /// Letters and digits that nobody guesses.
  private static func word(_ count: Int) -> String {
    var random = SystemRandomNumberGenerator()
    return String((0..<count).map { _ in "abcdefghijkmnpqrstuvwxyz23456789".randomElement(using: &random) ?? "x" })
  }
}
