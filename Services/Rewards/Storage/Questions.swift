import PostgreSQLClient

/// What one round trip asks, in order, each under a name.
///
/// A statement about nothing costs the server as much as one that finds nothing: it is left out, and has no answer.
struct Questions<Name: Hashable & Sendable>: Sendable {
  private var names: [Name] = []
  private var statements: [Statement] = []

  /// Asks something, but where it is about nothing.
  mutating func ask(_ name: Name, unless isAboutNothing: Bool = false, _ statement: @autoclosure () -> Statement) {
    guard !isAboutNothing else { return }
    names.append(name)
    statements.append(statement())
  }

  /// What was answered to what was asked.
  func answers(in transaction: Transaction) async throws(PostgreSQLError) -> [Name: ResultSet] {
    guard !statements.isEmpty else { return [:] }
    let results = try await transaction.query(statements)
    return Dictionary(zip(names, results)) { first, _ in first }
  }
}
