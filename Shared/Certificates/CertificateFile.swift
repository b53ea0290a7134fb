internal import COpenSSL

/// A file of certificates in PEM: of authorities, or of one server or client with those in between.
public struct CertificateFile: Hashable, Sendable {
  /// What a file of certificates is for.
  public enum Role: String, Sendable, CaseIterable {
    /// Whom to trust.
    case authority
    /// Who we are.
    case client
  }

  /// Where it is.
  public let path: String
  /// What it is for.
  public let role: Role

  /// Names a file; it is read by whoever asks about it, each time anew.
  public init(_ path: String, role: Role) {
    self.path = path
    self.role = role
  }

  /// Seconds until the first of its certificates runs out, less than nothing where one has; nil where none can be read.
  public func secondsUntilExpiry() -> Double? {
    certificates { certificate in Self.secondsLeft(X509_get0_notAfter(certificate)) }.min()
  }

  private func certificates<Value>(_ read: (OpaquePointer) -> Value?) -> [Value] {
    defer { ERR_clear_error() }
    guard let file = BIO_new(BIO_s_file()) else { return [] }
    defer { BIO_free(file) }
    guard coopt_bio_read_file(file, path) == 1 else { return [] }
    var values: [Value] = []
    while let certificate = PEM_read_bio_X509(file, nil, nil, nil) {
      if let value = read(certificate) { values.append(value) }
      X509_free(certificate)
    }
    return values
  }

  /// Seconds until an instant of a certificate; nil where it is none.
  static func secondsLeft(_ instant: UnsafePointer<ASN1_TIME>?) -> Double? {
    var (days, seconds): (Int32, Int32) = (0, 0)
    // From now, where no other instant is given.
    guard ASN1_TIME_diff(&days, &seconds, nil, instant) == 1 else { return nil }
    return Double(days) * 86_400 + Double(seconds)
  }
}
