internal import COpenSSL

/// Why a server's certificate was not accepted.
public struct CertificateRefusal: Hashable, Sendable, CustomStringConvertible {
  /// The kinds of reasons.
  public enum Code: String, Sendable {
    /// None of the authorities that are trusted has signed it.
    case unknownAuthority = "unknown-authority"
    /// It is for servers of other names.
    case wrongName = "wrong-name"
    /// Its time is over.
    case expired
    /// Its time has not come yet.
    case notYetValid = "not-yet-valid"
    /// Something else.
    case other
  }

  /// The kind of reason.
  public let code: Code
  /// The reason in words, with what to do.
  public let description: String

  /// Reads OpenSSL's number (`X509_V_…`); nil for the one that says that it was accepted.
  ///
  /// `host` is the name or address that the server is known by here.
  public init?(number: Int, host: String) {
    switch Int32(number) {
    case X509_V_OK: return nil
    case X509_V_ERR_CERT_HAS_EXPIRED:
      (code, description) = (.expired, "the server's certificate has expired: renew it")
    case X509_V_ERR_CERT_NOT_YET_VALID:
      (code, description) = (.notYetValid, "the server's certificate is not valid yet: look at both clocks")
    case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH: self = CertificateRefusal(wrongNameFor: host)
    case let number where Self.numbersOfAuthorities.contains(number):
      code = .unknownAuthority
      description = "no trusted authority has signed the server's certificate: give the file of the one that has"
    default:
      code = .other
      description = "the server's certificate is refused: \(String(cString: X509_verify_cert_error_string(number)))"
    }
  }

  /// A certificate that is for servers of other names than this one.
  public init(wrongNameFor host: String) {
    code = .wrongName
    description =
      "the server's certificate is not for '\(host)': connect by a name that it has, or give it that name"
      + " (subjectAltName)"
  }

  private static let numbersOfAuthorities: Set<Int32> = [
    X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
    X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
    X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_CERT_SIGNATURE_FAILURE, X509_V_ERR_CERT_UNTRUSTED,
    X509_V_ERR_INVALID_CA,
  ]
}
