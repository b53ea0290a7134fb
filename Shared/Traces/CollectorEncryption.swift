internal import COpenSSL

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

  /// What OpenSSL makes connections from; throws `EncryptionFailed` where a file cannot be used.
  func context() throws(EncryptionFailed) -> OpaquePointer {
    ERR_clear_error()
    guard let context = SSL_CTX_new(TLS_client_method()) else { throw EncryptionFailed("no memory for TLS") }
    do throws(EncryptionFailed) {
      let isTrusting =
        authorities.map { SSL_CTX_load_verify_locations(context, $0, nil) } ?? SSL_CTX_set_default_verify_paths(context)
      guard isTrusting == 1 else { throw EncryptionFailed("the file of authorities cannot be used") }
      if let certificate, let key {
        guard SSL_CTX_use_certificate_chain_file(context, certificate) == 1,
          SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1
        else { throw EncryptionFailed("the files of our certificate and its key cannot be used, or do not fit") }
      }
      return context
    } catch {
      SSL_CTX_free(context)
      throw error
    }
  }
}

/// A connection to a collector is not encrypted as it should be.
struct EncryptionFailed: Error, CustomStringConvertible {
  /// Why, in words that repeat nothing of settings but the host.
  let description: String

  init(_ reason: String) {
    description = reason
  }
}
