internal import COpenSSL
import Glibc
import Synchronization

/// Until when the certificate is good that a server showed last, over all connections to it.
public final class ServerCertificate: Sendable {
  /// Seconds since 1970; nil until a server has shown one.
  private let end = Mutex<Double?>(nil)

  public init() {}

  /// Looks at the certificate of a connection that has come about: an `SSL` of OpenSSL's.
  public func look(at connection: OpaquePointer) {
    guard let certificate = SSL_get1_peer_certificate(connection) else { return }
    defer { X509_free(certificate) }
    guard let left = CertificateFile.secondsLeft(X509_get0_notAfter(certificate)) else { return }
    end.withLock { $0 = Self.now + left }
  }

  /// Seconds until it runs out, less than nothing where it has; nil where none was seen.
  public func secondsUntilExpiry() -> Double? {
    end.withLock(\.self).map { $0 - Self.now }
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
