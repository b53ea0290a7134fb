/// Things that are told once, whatever repeats them: those told before, and those of this batch.
struct ToldOnce<Thing: Hashable & Sendable>: Sendable {
  private var told: Set<Thing>
  /// What there is to write.
  private(set) var added: [Thing] = []

  /// Begins with what was told before.
  init(_ told: Set<Thing>) {
    self.told = told
  }

  /// Takes a thing in; false when it was told before.
  mutating func insert(_ thing: Thing) -> Bool {
    guard told.insert(thing).inserted else { return false }
    added.append(thing)
    return true
  }
}
