import CRabbitMQ
import Glibc

extension BrokerConnection {
  /// A way to the broker.
  struct Route {
    let endpoint: AMQPEndpoint
    /// Nil over TLS: the library connects by itself, because it compares the name with the certificate's.
    let address: Dialling.Address?
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
      guard !configuration.usesTLS else { return [Route(endpoint: endpoint, address: nil)] }
      do throws(AMQPError) {
        return try Dialling.addresses(of: endpoint).map { Route(endpoint: endpoint, address: $0) }
      } catch {
        failure = error
        return []
      }
    }
    return (routes, failure)
  }

  /// Opens the socket; where it leads.
  func connect(_ configuration: AMQPConfiguration, _ route: Route) throws(AMQPError) -> AMQPEndpoint {
    let limit = Duration.seconds(min(configuration.addressTimeoutSeconds, configuration.connectTimeoutSeconds))
    do throws(AMQPError) {
      if let address = route.address {
        guard let socket = amqp_tcp_socket_new(state) else {
          throw AMQPError(.clientLibrary, "no memory for a socket")
        }
        amqp_tcp_socket_set_sockfd(socket, try Dialling.connect(to: address, within: limit))
      } else {
        var limit = timeval(limit)
        let status = amqp_socket_open_noblock(
          try secureSocket(configuration), route.endpoint.host, Int32(route.endpoint.port), &limit)
        guard status == 0 else { throw AMQPError(.connectionFailed, Self.text(status), status: Int(status)) }
      }
      return route.endpoint
    } catch {
      guard error.code == .connectionFailed else { throw error }
      throw AMQPError(.connectionFailed, "cannot reach \(route.endpoint): \(error.detail)", status: error.status)
    }
  }

  private func secureSocket(_ configuration: AMQPConfiguration) throws(AMQPError) -> OpaquePointer {
    guard let socket = amqp_ssl_socket_new(state) else {
      throw AMQPError(.clientLibrary, "no memory for a TLS socket")
    }
    let status = amqp_ssl_socket_set_cacert(socket, configuration.certificateAuthorityFile)
    guard status == 0 else {
      throw AMQPError(
        .invalidConfiguration, "the file of certificate authorities cannot be used: \(Self.text(status))")
    }
    if let certificate = configuration.certificateFile, let key = configuration.keyFile {
      let status = amqp_ssl_socket_set_key(socket, certificate, key)
      guard status == 0 else {
        throw AMQPError(.invalidConfiguration, "certfile and keyfile cannot be used: \(Self.text(status))")
      }
    }
    amqp_ssl_socket_set_verify_peer(socket, 1)
    amqp_ssl_socket_set_verify_hostname(socket, 1)
    return socket
  }
}

extension timeval {
  init(_ duration: Duration) {
    let parts = duration.components
    self.init(tv_sec: Int(parts.seconds), tv_usec: Int(parts.attoseconds / 1_000_000_000_000))
  }
}
