import Vocabulary

/// The people whom some identity keys lead to: who shares a key with a membership, active or former, is the same person (M5).
package struct People: Sendable {
  /// A human being, whatever memberships they have had.
  package struct Person: Hashable, Sendable {
    /// The id of their first membership.
    package let id: PersonID
    /// When that began: of two persons who turn out to be one, the older stays.
    package let since: Timestamp
    /// Whether a membership of theirs was ended by staff, who have not readmitted them (M10).
    package var isExpelled: Bool

    package init(id: PersonID, since: Timestamp, isExpelled: Bool = false) {
      self.id = id
      self.since = since
      self.isExpelled = isExpelled
    }
  }

  private var persons: [PersonID: Person]
  private var owners: [IdentityKey: PersonID]
  private var former: [PersonID: [IdentityKey]]
  /// Who turned out to be who else; nobody in it is merged twice.
  package private(set) var merged: [PersonID: PersonID] = [:]

  /// The people that are known: whose which key is, and which keys are nobody's now, the latest first.
  package init(
    _ persons: [Person] = [], owners: [IdentityKey: PersonID] = [:], former: [PersonID: [IdentityKey]] = [:]
  ) {
    self.persons = Dictionary(persons.map { ($0.id, $0) }) { first, _ in first }
    self.owners = owners
    self.former = former
  }

  /// Whether a key leads to somebody who was expelled.
  package func isExpelled(anyOf keys: [IdentityKey]) -> Bool {
    keys.contains { owners[$0].flatMap { persons[$0] }?.isExpelled == true }
  }

  /// Who joins: the person whom a key leads to, or a new one.
  package mutating func recognise(by keys: [IdentityKey], orElse new: Person) -> Person {
    let known = keys.compactMap { owners[$0] }
    if known.isEmpty { persons[new.id] = new }
    return unite(known.isEmpty ? [new.id] : known, by: keys) ?? new
  }

  /// Who a member is that has keys from now on: the person they were, and whoever else the keys lead to.
  package mutating func recognise(by keys: [IdentityKey], besides id: PersonID) -> PersonID {
    let own = merged[id] ?? id
    return unite([own] + keys.compactMap { owners[$0] }, by: keys)?.id ?? own
  }

  /// Who turned out to be somebody else since `merged` was so, in the order of their ids.
  package func united(since former: [PersonID: PersonID]) -> [PersonID] {
    merged.keys.filter { former[$0] == nil }.sorted()
  }

  /// Notes that keys are a member's no more.
  package mutating func giveUp(_ keys: [IdentityKey], of id: PersonID) {
    let id = merged[id] ?? id
    var seen: Set<IdentityKey> = []
    former[id] = (keys + former[id, default: []]).filter { seen.insert($0).inserted }
  }

  /// Forgets keys that are made anew, such as those under a secret that was exchanged.
  package mutating func forget(_ keys: Set<IdentityKey>) {
    former = former.mapValues { $0.filter { !keys.contains($0) } }
  }

  /// What led to a person before and is not among the keys that lead to a member of theirs now; the latest first.
  package func formerKeys(of id: PersonID, except current: [IdentityKey]) -> [IdentityKey] {
    former[merged[id] ?? id, default: []].filter { !current.contains($0) }
  }

  /// The eldest of some persons, who takes the others' place.
  private mutating func unite(_ ids: [PersonID], by keys: [IdentityKey]) -> Person? {
    let united = Set(ids).compactMap { persons[$0] }
    guard var eldest = united.min(by: { ($0.since, $0.id) < ($1.since, $1.id) }) else { return nil }
    for other in united.sorted(by: { $0.id < $1.id }) where other.id != eldest.id {
      eldest.isExpelled = eldest.isExpelled || other.isExpelled
      replace(other.id, by: eldest.id)
    }
    persons[eldest.id] = eldest
    for key in keys { owners[key] = eldest.id }
    former[eldest.id]?.removeAll { keys.contains($0) }
    return eldest
  }

  private mutating func replace(_ younger: PersonID, by eldest: PersonID) {
    persons[younger] = nil
    owners = owners.mapValues { $0 == younger ? eldest : $0 }
    merged = merged.mapValues { $0 == younger ? eldest : $0 }
    merged[younger] = eldest
    former[eldest, default: []] += former.removeValue(forKey: younger) ?? []
  }
}
