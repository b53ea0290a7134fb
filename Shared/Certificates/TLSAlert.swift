internal import COpenSSL

/// What the other side of an encrypted connection says when it breaks it off (RFC 8446, section 6).
public enum TLSAlert {
  /// A number's meaning in words.
  ///
  /// OpenSSL 3.0 has no words for what TLS 1.3 brought.
  public static func text(_ number: Int) -> String {
    switch number {
    case 109: "missing extension"
    case 116: "certificate required"
    case 120: "no application protocol"
    default: String(cString: SSL_alert_desc_string_long(Int32(number)))
    }
  }
}
