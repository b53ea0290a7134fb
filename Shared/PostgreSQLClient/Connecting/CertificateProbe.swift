import Certificates
internal import COpenSSL
import Glibc

/// Asks a server for its certificate once more, to tell why libpq did not accept it: of that, libpq says no more than that
/// it failed.
///
/// It tells the server nothing, and is sent only after a refusal.
struct CertificateProbe {
  /// The name or address that the certificate has to have; nil where any will do.
  let host: String?
  let address: String
  let port: String
  let authorities: String
  let deadline: ContinuousClock.Instant

  /// Why the certificate is refused; nil where it is not, or nobody answers.
  func refusal() -> CertificateRefusal? {
    guard let descriptor = connect() else { return nil }
    defer { close(descriptor) }
    guard isWilling(descriptor) else { return nil }
    return refusal(of: descriptor)
  }

  private func connect() -> Int32? {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_NUMERICHOST
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(address, port, &hints, &list) == 0, let info = list?.pointee else { return nil }
    defer { freeaddrinfo(list) }
    let type = info.ai_socktype | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(info.ai_family, type, 0)
    guard descriptor >= 0 else { return nil }
    let status = Glibc.connect(descriptor, info.ai_addr, info.ai_addrlen)
    if status == 0 || errno == EINPROGRESS,
      Socket.wait(descriptor, read: false, write: true, until: deadline).isWritable
    {
      return descriptor
    }
    close(descriptor)
    return nil
  }

  /// PostgreSQL's protocol: a client asks for TLS by a message of its own, which is answered by one letter.
  private func isWilling(_ descriptor: Int32) -> Bool {
    let question: [UInt8] = [0, 0, 0, 8, 0x04, 0xD2, 0x16, 0x2F]
    guard send(descriptor, question, question.count, Int32(MSG_NOSIGNAL)) == question.count,
      Socket.wait(descriptor, write: false, until: deadline).isReadable
    else { return false }
    var answer: UInt8 = 0
    return recv(descriptor, &answer, 1, 0) == 1 && answer == UInt8(ascii: "S")
  }

  private func refusal(of descriptor: Int32) -> CertificateRefusal? {
    defer { ERR_clear_error() }
    var witness = coopt_tls_witness(refusal: 0, alert: -1, connection: nil, name: nil)
    guard let context = SSL_CTX_new(TLS_client_method()) else { return nil }
    defer { SSL_CTX_free(context) }
    guard SSL_CTX_load_verify_locations(context, authorities, nil) == 1 else { return nil }
    return withUnsafeMutablePointer(to: &witness) { witness in
      let name = host.map { strdup($0) }
      defer { free(name ?? nil) }
      guard coopt_tls_expect(UnsafeMutableRawPointer(context), name ?? nil, witness) == 1,
        let connection = SSL_new(context)
      else { return nil }
      defer { SSL_free(connection) }
      SSL_set_fd(connection, descriptor)
      handshake(connection, descriptor)
      return CertificateRefusal(number: Int(witness.pointee.refusal), host: host ?? address)
    }
  }

  private func handshake(_ connection: OpaquePointer, _ descriptor: Int32) {
    while true {
      let isReading: Bool
      switch SSL_get_error(connection, SSL_connect(connection)) {
      case SSL_ERROR_WANT_READ: isReading = true
      case SSL_ERROR_WANT_WRITE: isReading = false
      default: return
      }
      if Socket.wait(descriptor, read: isReading, write: !isReading, until: deadline).isTimeOver { return }
    }
  }
}
