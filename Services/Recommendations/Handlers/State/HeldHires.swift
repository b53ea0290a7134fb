import PostgreSQLClient
import RecommendationsDomain
import Vocabulary

/// The hires that a batch is about, held until commit, and those among them that nobody heard of before.
package struct HeldHires: Sendable {
  /// All of them; who was not heard of is a hire of which nothing is known yet.
  let hires: [HireKey: KnownHire]
  /// Those without a row so far, which nobody can hold: the first to commit has made them.
  let unheardOf: Set<HireKey>
  /// When those are heard of.
  let heardAt: Timestamp?

  /// Hires that have their rows.
  init(_ hires: [HireKey: KnownHire]) {
    self.hires = hires
    unheardOf = []
    heardAt = nil
  }

  /// Takes hold of hires that other systems tell of, each as of when it is heard of, and reads them.
  init(_ heard: [(key: HireKey, at: Timestamp)], in transaction: Transaction) async throws {
    let keys = Set(heard.map(\.key))
    let known =
      keys.isEmpty ? [:] : try HireStatements.hires(try await transaction.query(HireStatements.lock(Array(keys))))
    unheardOf = keys.subtracting(known.keys)
    hires = known.merging(unheardOf.map { ($0, KnownHire(hireID: .make())) }) { known, _ in known }
    heardAt = heard.first?.at
  }

  /// The ids of those that have rows: of the others nothing is written anywhere.
  var knownIDs: [HireID] { hires.filter { !unheardOf.contains($0.key) }.map(\.value.hireID) }
}
