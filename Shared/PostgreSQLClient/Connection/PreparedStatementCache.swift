/// Which statements the server has prepared for one connection; pure, the connection does the talking.
///
/// Text and types together make a statement, since `$1` may be a number here and a text there.
package struct PreparedStatementCache {
  package struct Key: Hashable {
    package let sql: String
    package let types: [UInt32]

    package init(_ statement: Statement) {
      sql = statement.sql
      types = statement.types
    }
  }

  /// What to send before a statement can be executed by name.
  package struct Plan: Equatable {
    package let name: String
    package let mustPrepare: Bool
    package let evicted: String?
  }

  private struct Entry {
    package let name: String
    package var lastUse: UInt64
  }

  private let limit: Int
  private var entries: [Key: Entry] = [:]
  private var clock: UInt64 = 0
  private var orphans: [String] = []

  package init(limit: Int) {
    self.limit = max(1, limit)
  }

  package var count: Int { entries.count }

  /// Finds or makes the name of a statement, evicting the one that was unused for longest where there is no room.
  package mutating func plan(for key: Key) -> Plan {
    clock += 1
    if let index = entries.index(forKey: key) {
      entries.values[index].lastUse = clock
      return Plan(name: entries.values[index].name, mustPrepare: false, evicted: nil)
    }
    let evicted = entries.count >= limit ? evict() : nil
    let name = "s\(clock)"
    entries[key] = Entry(name: name, lastUse: clock)
    return Plan(name: name, mustPrepare: true, evicted: evicted)
  }

  /// Forgets a statement whose preparation failed or was aborted.
  package mutating func forget(_ key: Key) {
    entries[key] = nil
  }

  /// Remembers a name that the server still holds although it was evicted.
  package mutating func orphan(_ name: String) {
    orphans.append(name)
  }

  /// The names to deallocate with the next statements.
  package mutating func takeOrphans() -> [String] {
    defer { orphans = [] }
    return orphans
  }

  /// Forgets a statement that the server still holds, as when its plan no longer fits.
  package mutating func retire(_ key: Key) {
    if let entry = entries.removeValue(forKey: key) { orphan(entry.name) }
  }

  /// Forgets all statements, which the server still holds.
  package mutating func retireAll() {
    orphans += entries.values.map(\.name)
    entries = [:]
  }

  /// Forgets everything, as the server did.
  package mutating func forgetAll() {
    entries = [:]
    orphans = []
  }

  private mutating func evict() -> String? {
    guard let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return nil }
    entries[oldest.key] = nil
    return oldest.value.name
  }
}
