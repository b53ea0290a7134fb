import Certificates
import COpenSSL
import CRabbitMQ
import Glibc

/// TLS of one connection: whom it trusts, whom it expects, and what was learnt of the server.
///
/// librabbitmq 0.11 compares a server's name with its certificate by itself, and knows DNS names only. OpenSSL knows
/// addresses too, and compares before anything is told to the server: so it is asked to. What the library opened is
/// OpenSSL's connection, over which messages are read and written past the library.
final class Encryption {
  private let host: String
  private let name: UnsafeMutablePointer<CChar>
  private let witness: UnsafeMutablePointer<coopt_tls_witness>

  init(host: String) {
    self.host = host
    self.name = strdup(host)
    self.witness = .allocate(capacity: 1)
    witness.initialize(to: coopt_tls_witness(refusal: 0, alert: -1, connection: nil, name: nil))
  }

  deinit {
    witness.deallocate()
    free(name)
  }

  /// OpenSSL's connection; nil before the handshake.
  var connection: OpaquePointer? { witness.pointee.connection }

  /// A socket of the library's for a connection, not opened yet; this object must outlive the connection.
  func socket(of state: amqp_connection_state_t, _ configuration: AMQPConfiguration) throws(AMQPError) -> OpaquePointer
  {
    ERR_clear_error()
    guard let socket = amqp_ssl_socket_new(state) else {
      throw AMQPError(.clientLibrary, "no memory for a TLS socket")
    }
    let status = amqp_ssl_socket_set_cacert(socket, configuration.certificateAuthorityFile)
    guard status == 0 else { throw unusable("cacertfile") }
    if let certificate = configuration.certificateFile, let key = configuration.keyFile {
      guard amqp_ssl_socket_set_key(socket, certificate, key) == 0 else { throw unusable("certfile or keyfile") }
    }
    amqp_ssl_socket_set_verify_peer(socket, 1)
    // OpenSSL does it, addresses included.
    amqp_ssl_socket_set_verify_hostname(socket, 0)
    guard coopt_tls_expect(amqp_ssl_socket_get_context(socket), name, witness) == 1 else {
      throw AMQPError(.invalidConfiguration, "'\(host)' can be the name of no certificate")
    }
    return socket
  }

  private func unusable(_ parameter: String) -> AMQPError {
    AMQPError(
      .encryptionFailed,
      "the file that \(parameter) names cannot be used: \(Self.lastReason ?? "it holds nothing of use")")
  }

  /// Why the connection failed while it was being encrypted, or when the server looked at the client's certificate; nil
  /// where that is not the reason.
  func failure(status: Int32) -> AMQPError? {
    if let refusal = CertificateRefusal(number: Int(witness.pointee.refusal), host: host) {
      return AMQPError(.encryptionFailed, refusal.description, status: Int(status))
    }
    if witness.pointee.alert >= 0 {
      let alert = TLSAlert.text(Int(witness.pointee.alert))
      let advice = "look at certfile and keyfile, where it asks for a certificate of the client"
      return AMQPError(.encryptionFailed, "the server breaks it off (\(alert)): \(advice)", status: Int(status))
    }
    if status == AMQP_STATUS_SSL_ERROR.rawValue {
      // Some servers hang up without saying so.
      return AMQPError(
        .encryptionFailed,
        "TLS breaks off (\(Self.lastReason ?? "the server hangs up")): look at certfile and keyfile, where the server asks"
          + " for a certificate of the client",
        status: Int(status))
    }
    guard status == AMQP_STATUS_SSL_CONNECTION_FAILED.rawValue else { return nil }
    if coopt_tls_is_no_tls(ERR_peek_last_error()) == 1 {
      return AMQPError(
        .encryptionFailed, "what answers there does not speak TLS: give the port that does", status: Int(status))
    }
    return AMQPError(
      .encryptionFailed, "TLS does not come about: \(Self.lastReason ?? "the server hangs up")", status: Int(status))
  }

  private static var lastReason: String? {
    ERR_reason_error_string(ERR_peek_last_error()).map { String(cString: $0) }
  }
}
