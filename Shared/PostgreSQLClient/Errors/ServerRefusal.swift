internal import CPostgreSQL

/// Reads the fields of an error or notice that the server sent.
struct ServerRefusal {
  private let result: OpaquePointer

  init(_ result: OpaquePointer) {
    self.result = result
  }

  /// A field by the letter that the protocol names it with (PostgreSQL, "Error and Notice Message Fields").
  private func field(_ letter: Unicode.Scalar) -> String? {
    PQresultErrorField(result, Int32(letter.value)).map { String(cString: $0) }
  }

  var severity: String? { field("V") }
  var sqlState: String? { field("C") }
  var primaryMessage: String? { field("M") }

  /// Whether the server closes the connection after this message.
  var isFatal: Bool { severity == "FATAL" || severity == "PANIC" }

  /// The error with all that the server said.
  func error(sql: String?) -> PostgreSQLError {
    let state = sqlState ?? ""
    var error = PostgreSQLError(.server(sqlState: state), summary(state))
    error.sqlState = state
    error.constraint = field("n")
    error.table = field("t")
    error.serverMessage = primaryMessage
    error.detail = field("D")
    error.hint = field("H")
    error.sql = sql
    return error
  }

  /// The server's message, left out where it quotes data (class 22, data exceptions).
  private func summary(_ state: String) -> String {
    let place = field("n").map { ", constraint \($0)" } ?? ""
    let words =
      state.hasPrefix("22") ? "a value was refused (its text is in serverMessage)" : primaryMessage ?? "no reason"
    return "PostgreSQL refused (\(state)\(place)): \(words)"
  }
}
