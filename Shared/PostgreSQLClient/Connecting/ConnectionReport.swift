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

  /// The error to throw; class 28 is invalid authorization.
  package func error(target: String, needsPassword: Bool) -> PostgreSQLError {
    let isRefused = needsPassword || sqlState?.hasPrefix("28") == true
    let advice =
      isRefused
      ? "PostgreSQL refused to log in to \(target): check role and password"
      : "cannot connect to PostgreSQL at \(target): check address and database, and that the server runs"
    var error = PostgreSQLError(isRefused ? .authenticationFailed : .connectionFailed, "\(advice) (\(message))")
    error.sqlState = sqlState
    error.serverMessage = message
    return error
  }
}
