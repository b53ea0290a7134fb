/// Compares what this build wants applied with what the database says was applied; pure.
package struct MigrationHistory {
  /// A number that either side knows.
  package struct Line {
    package let number: Int
    /// What this build has under the number: name and checksum.
    package let wanted: (name: String, checksum: String)?
    /// What was applied under it.
    package let applied: (name: String, checksum: String)?

    package init(
      number: Int, wanted: (name: String, checksum: String)?, applied: (name: String, checksum: String)?
    ) {
      self.number = number
      self.wanted = wanted
      self.applied = applied
    }
  }

  /// Every number that either side knows, in order.
  package let lines: [Line]

  package init(lines: [Line]) {
    self.lines = lines
  }

  /// The numbers that are still to be applied, in order; throws `historyDiffers`.
  ///
  /// Numbers beyond this build's last are a newer version's: two versions may run side by side.
  package func pending() throws(MigrationError) -> [Int] {
    let last = lines.last { $0.wanted != nil }?.number ?? 0
    let lastApplied = lines.last { $0.applied != nil }?.number ?? 0
    var pending: [Int] = []
    for line in lines where line.number <= last {
      switch (line.wanted, line.applied) {
      case (let wanted?, let applied?):
        try requireSame(line.number, wanted, applied)
      case (let wanted?, nil):
        try requireNoGap(line.number, wanted.name, lastApplied)
        pending.append(line.number)
      case (nil, let applied?):
        throw differs("\(line.number) (\(applied.name)) was applied, but this build does not have it")
      case (nil, nil):
        break
      }
    }
    return pending
  }

  private func requireSame(
    _ number: Int, _ wanted: (name: String, checksum: String), _ applied: (name: String, checksum: String)
  ) throws(MigrationError) {
    guard wanted.name == applied.name else {
      throw differs("\(number) was applied as '\(applied.name)' and is '\(wanted.name)' in this build")
    }
    guard wanted.checksum == applied.checksum else {
      throw differs("\(number) (\(wanted.name)) was changed after it was applied: undo the change, add a new migration")
    }
  }

  private func requireNoGap(_ number: Int, _ name: String, _ lastApplied: Int) throws(MigrationError) {
    guard number > lastApplied else {
      throw differs("\(number) (\(name)) was never applied, although \(lastApplied) was")
    }
  }

  private func differs(_ what: String) -> MigrationError {
    MigrationError(.historyDiffers, "the history of migrations differs: \(what)")
  }
}
