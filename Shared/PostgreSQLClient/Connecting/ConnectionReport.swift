import Certificates

/// What libpq says of a connection that could not be made, in its verbose form.
///
/// There is no result to ask for the SQLSTATE then; it stands in the message as `FATAL:  28P01: …`.
package struct ConnectionReport {
  /// The message in a line, without the server's source positions and without the password.
  package let message: String
  /// The server's SQLSTATE, where the server spoke.
  package let sqlState: String?

  package init(_ raw: String, hiding secret: String?) {
    let lines = raw.split(whereSeparator: \.isNewline)
      .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
      .filter { !$0.hasPrefix("LOCATION:") && !$0.isEmpty }
    var text = lines.joined(separator: "; ")
    if let secret, !secret.isEmpty {
      text = text.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "…")
    }
    self.message = text
    self.sqlState = lines.lazy.compactMap(Self.sqlState).first
  }

  /// The five characters between colons that follow the severity; a digit tells them from the severity itself.
  private static func sqlState(in line: String) -> String? {
    line.split(separator: ": ").map(String.init).first { part in
      part.utf8.count == 5 && part.utf8.allSatisfy(isStateCharacter) && part.contains(where: \.isNumber)
    }
  }

  private static func isStateCharacter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  /// Whether libpq refused the server's certificate, of which it does not say why.
  var refusesCertificate: Bool { message.contains("certificate verify failed") }

  /// Why the connection is not encrypted as it has to be, in words; nil where something else is wrong.
  ///
  /// libpq has no code for it: these are the words of its version 15, which stand in every later one too.
  private func defectOfEncryption(_ refusal: CertificateRefusal?, showsCertificate: Bool) -> String? {
    if let refusal { return refusal.description }
    if message.contains("does not match host name") {
      return "the server's certificate is for other names: connect by a name that it has, or give it this one"
    }
    if message.contains("server does not support SSL") {
      return "the server does not speak TLS: have it do so (ssl=on)"
    }
    if sqlState == "28000", message.contains("no encryption") || message.contains("SSL off") {
      return "the server takes nothing in clear from here: add sslmode=verify-full&sslrootcert=… to the URL"
    }
    if sqlState == "28000", message.contains("valid client certificate") {
      return "the server asks for a certificate of the client: add sslcert=… and sslkey=… to the URL"
    }
    if showsCertificate, sqlState == nil, message.contains("closed the connection unexpectedly") {
      return "the server ended it without a word, as one does that does not accept the client's certificate: check whom"
        + " it trusts, and what sslcert and sslkey name"
    }
    let isOfTLS = ["SSL error", "SSL SYSCALL error", "certificate", "private key file", "SSL context"]
      .contains(where: message.contains)
    return isOfTLS && (sqlState == nil) ? "check the files that sslrootcert, sslcert and sslkey name" : nil
  }

  /// The error to throw; class 28 is invalid authorization.
  ///
  /// `refusal` is what is known of the server's certificate; with TLS 1.3 a server that refuses ours may be gone before it
  /// could be heard.
  package func error(
    target: String, needsPassword: Bool, refusal: CertificateRefusal? = nil, showsCertificate: Bool = false
  ) -> PostgreSQLError {
    let isRefused = needsPassword || sqlState?.hasPrefix("28") == true
    let defect = defectOfEncryption(refusal, showsCertificate: showsCertificate)
    let advice =
      if let defect {
        "cannot connect to PostgreSQL at \(target): \(defect)"
      } else if isRefused {
        "PostgreSQL refused to log in to \(target): check role and password"
      } else {
        "cannot connect to PostgreSQL at \(target): check address and database, and that the server runs"
      }
    let code: PostgreSQLError.Code =
      defect != nil ? .encryptionFailed : isRefused ? .authenticationFailed : .connectionFailed
    var error = PostgreSQLError(code, "\(advice) (\(message))")
    error.sqlState = sqlState
    error.serverMessage = refusal.map { "\($0): \(message)" } ?? message
    return error
  }
}
