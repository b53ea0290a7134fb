import COpenSSL
import FoundationEssentials
import Glibc

/// The way to the broker once messages stream: the socket, in clear or through the TLS connection that the library opened.
///
/// Belongs to the connection's thread, as the library's own calls do.
struct Wire {
  /// What became of an attempt to read or write.
  enum Outcome {
    /// So many bytes went through.
    case moved(Int)
    /// Nothing, until the socket can do what `poll` is asked for.
    case waits(Int16)
    /// The other side has closed the connection.
    case ended
    /// It is broken.
    case failed(AMQPError)
  }

  let descriptor: Int32
  /// OpenSSL's connection; nil in clear.
  let encryption: OpaquePointer?

  /// Whether something has been read from the socket that `read` has not handed on: of it, no `poll` will tell.
  var holdsBytes: Bool { encryption.map { SSL_has_pending($0) == 1 } ?? false }

  /// Whether less than what was asked for may not be all that there is: TLS hands on a record at a time.
  var readsPiecewise: Bool { encryption != nil }

  /// Reads what is there, without waiting.
  func read(into bytes: UnsafeMutableRawBufferPointer) -> Outcome {
    guard let encryption else {
      return Self.outcome(recv(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_DONTWAIT)), Int16(POLLIN))
    }
    ERR_clear_error()
    return outcome(SSL_read(encryption, bytes.baseAddress, Int32(clamping: bytes.count)), of: encryption)
  }

  /// Writes what the socket takes, without waiting.
  func write(_ bytes: UnsafeRawBufferPointer) -> Outcome {
    guard let encryption else {
      return Self.outcome(send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL)), Int16(POLLOUT))
    }
    ERR_clear_error()
    return outcome(SSL_write(encryption, bytes.baseAddress, Int32(clamping: bytes.count)), of: encryption)
  }

  private static func outcome(_ count: Int, _ event: Int16) -> Outcome {
    if count > 0 { return .moved(count) }
    if count == 0 { return event == Int16(POLLIN) ? .ended : .moved(0) }
    switch errno {
    case EAGAIN, EWOULDBLOCK: return .waits(event)
    case EINTR: return .moved(0)
    case let number:
      return .failed(AMQPError(.connectionLost, String(cString: strerror(number)), status: Int(number)))
    }
  }

  /// OpenSSL may have to read before it can write, and the other way round.
  private func outcome(_ count: Int32, of encryption: OpaquePointer) -> Outcome {
    if count > 0 { return .moved(Int(count)) }
    let number = errno
    switch SSL_get_error(encryption, count) {
    case SSL_ERROR_WANT_READ: return .waits(Int16(POLLIN))
    case SSL_ERROR_WANT_WRITE: return .waits(Int16(POLLOUT))
    case SSL_ERROR_ZERO_RETURN: return .ended
    case SSL_ERROR_SYSCALL where number == 0: return .ended
    case SSL_ERROR_SYSCALL:
      return .failed(AMQPError(.connectionLost, String(cString: strerror(number)), status: Int(number)))
    default:
      let reason = ERR_reason_error_string(ERR_peek_last_error()).map { String(cString: $0) } ?? "TLS failed"
      return .failed(AMQPError(.connectionLost, reason))
    }
  }
}
