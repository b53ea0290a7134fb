import Messages
import PostgreSQLClient

/// A column of a policy's table: the field of the terms that it holds, and the field of a change that replaces it.
package struct PolicyColumn<Terms: Sendable, Change: Sendable>: Sendable {
  /// What it keeps.
  let kept: KeptColumn<Terms>
  /// Puts a cell into the field.
  let read: @Sendable (PostgreSQLCell, inout Terms) throws(PostgreSQLError) -> Void
  /// Replaces the field, where a change gives it.
  let change: @Sendable (inout Terms, Change) -> Void

  /// A field that a change replaces where it gives another value.
  package init<Value: PostgreSQLCodable & Sendable>(
    _ name: SQLIdentifier, _ field: any WritableKeyPath<Terms, Value> & Sendable,
    _ replacement: any KeyPath<Change, Value?> & Sendable
  ) {
    self.init(name, field) { value, change in
      if let replaced = change[keyPath: replacement] { value = replaced }
    }
  }

  /// A field that a change replaces or removes.
  package init<Value: PostgreSQLCodable & Codable & Hashable & Sendable>(
    _ name: SQLIdentifier, _ field: any WritableKeyPath<Terms, Value?> & Sendable,
    _ patch: any KeyPath<Change, Patch<Value>> & Sendable
  ) {
    self.init(name, field) { value, change in value = change[keyPath: patch].applied(to: value) }
  }

  /// A field that follows from a change in a way of its own.
  package init<Value: PostgreSQLCodable & Sendable>(
    _ name: SQLIdentifier, _ field: any WritableKeyPath<Terms, Value> & Sendable,
    changing: @escaping @Sendable (inout Value, Change) -> Void
  ) {
    kept = KeptColumn(name, field)
    read = { cell, terms throws(PostgreSQLError) in terms[keyPath: field] = try Value(postgreSQL: cell) }
    change = { terms, change in changing(&terms[keyPath: field], change) }
  }
}

/// A column of a table that keeps a field of terms.
package struct KeptColumn<Terms: Sendable>: Sendable {
  /// Its name.
  let name: SQLIdentifier
  /// Binds the field of several terms, as an array.
  let bind: @Sendable ([Terms]) -> Statement

  package init<Value: PostgreSQLEncodable & Sendable>(
    _ name: SQLIdentifier, _ field: any KeyPath<Terms, Value> & Sendable
  ) {
    self.name = name
    bind = { terms in "\(terms.map { $0[keyPath: field] })" }
  }
}

extension Sequence<Statement> {
  /// One after the other, each after a comma.
  var eachAfterComma: Statement { reduce("") { "\(fragment: $0), \(fragment: $1)" } }
}

extension Sequence<SQLIdentifier> {
  /// One name after the other, each after a comma.
  var eachAfterComma: Statement { map { "\(identifier: $0)" as Statement }.eachAfterComma }
}
