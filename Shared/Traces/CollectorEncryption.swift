import NIOCore
import NIOSSL

/// Whom an `https://` collector's certificate is checked with, and who we are where it asks.
///
/// Files are read anew for each post, so that they may be replaced meanwhile.
struct CollectorEncryption: Sendable {
  /// Authorities to trust, PEM; nil for those of the system.
  var authorities: String?
  /// Our certificate with those in between, PEM.
  var certificate: String?
  /// The key of it, PEM.
  var key: String?

  /// What encrypts a connection to a host; throws where a file cannot be used.
  func handler(for host: String) throws -> NIOSSLClientHandler {
    var configuration = TLSConfiguration.makeClientConfiguration()
    if let authorities { configuration.trustRoots = .file(authorities) }
    if let certificate, let key {
      configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) }
      configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
    }
    let context = try NIOSSLContext(configuration: configuration)
    // A number is no name that could be asked for, and is compared with the certificate's addresses.
    let isNumber = (try? SocketAddress(ipAddress: host, port: 0)) != nil
    return try NIOSSLClientHandler(context: context, serverHostname: isNumber ? nil : host)
  }

  /// What is wrong with the encryption, in words of the library's that repeat nothing of settings; nil where it is something
  /// else.
  static func reason(of error: any Error) -> String? {
    error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError ? "\(error)" : nil
  }
}
