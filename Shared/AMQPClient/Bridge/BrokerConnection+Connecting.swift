import Certificates
import CRabbitMQ
import Glibc

extension BrokerConnection {
  /// A way to the broker.
  struct Route {
    let endpoint: AMQPEndpoint
    let address: Dialling.Address
  }

  /// Connects to the first address that answers, of hosts in random order.
  ///
  /// Each address has a deadline of its own, and the round has one. What every node would answer alike ends the round.
  static func connect(
    _ configuration: AMQPConfiguration, number: UInt64, socketGuard: SocketGuard
  ) throws(AMQPError) -> BrokerConnection {
    let end = ContinuousClock.now + .seconds(configuration.connectTimeoutSeconds)
    let (routes, unresolved) = routes(configuration)
    var failure = unresolved ?? AMQPError(.invalidConfiguration, "no host to connect to")
    for (index, route) in routes.enumerated() {
      let left = ContinuousClock.now.duration(to: end)
      guard left > .zero else { break }
      // Nobody waits behind the last one.
      let limit = index == routes.count - 1 ? left : min(left, .seconds(configuration.addressTimeoutSeconds))
      do throws(AMQPError) {
        return try BrokerConnection(
          configuration, route, number: number, socketGuard: socketGuard, within: limit)
      } catch {
        failure = error
        if error.code == .authenticationFailed || error.code == .invalidConfiguration { break }
      }
    }
    throw failure
  }

  private static func routes(_ configuration: AMQPConfiguration) -> ([Route], AMQPError?) {
    var failure: AMQPError?
    let routes = configuration.endpoints.shuffled().flatMap { endpoint -> [Route] in
      do throws(AMQPError) {
        return try Dialling.addresses(of: endpoint).map { Route(endpoint: endpoint, address: $0) }
      } catch {
        failure = error
        return []
      }
    }
    return (routes, failure)
  }

  /// Opens the socket, and encrypts what goes over it where that is wanted.
  func connect(_ configuration: AMQPConfiguration, _ route: Route, within limit: Duration) throws(AMQPError) {
    let ofAddress = Duration.seconds(min(configuration.addressTimeoutSeconds, configuration.connectTimeoutSeconds))
    do throws(AMQPError) {
      if configuration.usesTLS {
        try encrypt(configuration, route, within: limit)
      } else {
        guard let socket = amqp_tcp_socket_new(state) else {
          throw AMQPError(.clientLibrary, "no memory for a socket")
        }
        amqp_tcp_socket_set_sockfd(socket, try Dialling.connect(to: route.address, within: ofAddress))
      }
    } catch {
      guard [.connectionFailed, .encryptionFailed, .timeout].contains(error.code) else { throw error }
      throw AMQPError(error.code, "cannot reach \(route.endpoint): \(error.detail)", status: error.status)
    }
  }

  /// The library connects by itself here: to an address, whatever the name that the certificate has to have.
  private func encrypt(_ configuration: AMQPConfiguration, _ route: Route, within limit: Duration) throws(AMQPError) {
    let encryption = Encryption(host: route.endpoint.host)
    self.encryption = encryption
    var limit = timeval(limit)
    let status = amqp_socket_open_noblock(
      try encryption.socket(of: state, configuration), route.address.text, Int32(route.endpoint.port), &limit)
    guard status != 0 else {
      if let connection = encryption.connection { configuration.serverCertificate.look(at: connection) }
      return
    }
    let code: AMQPError.Code = status == AMQP_STATUS_TIMEOUT.rawValue ? .timeout : .connectionFailed
    throw encryption.failure(status: status) ?? AMQPError(code, Self.text(status), status: Int(status))
  }
}

extension timeval {
  init(_ duration: Duration) {
    let parts = duration.components
    self.init(tv_sec: Int(parts.seconds), tv_usec: Int(parts.attoseconds / 1_000_000_000_000))
  }
}
