package import FoundationEssentials
package import Vocabulary

/// Who is the same human: who left and joined again is another member and the same person (M5).
///
/// Everything that is ever told of a member's person links ids that stand for one human, in whatever order. What comes once per
/// person goes by a key: the id of one of the members.
package struct Persons: Sendable {
  private var keys: [UUID: MemberID] = [:]
  private var aliases: [MemberID: Set<UUID>] = [:]
  /// Links that were added or moved.
  package private(set) var changed: Set<UUID> = []

  /// Links that are known; without any everybody stands alone.
  package init(_ links: [(alias: UUID, key: MemberID)] = []) {
    for link in links { set(link.alias, link.key) }
  }

  /// Takes note of a member's person.
  ///
  /// Links are only ever added: a member whose person changes was two persons who turned out to be one.
  package mutating func learn(_ member: MemberID, is person: PersonID) {
    switch (keys[member.rawValue], keys[person.rawValue]) {
    case (nil, nil): link([member.rawValue, person.rawValue], to: member)
    case (nil, let key?): link([member.rawValue], to: key)
    case (let key?, nil): link([person.rawValue], to: key)
    case (let one?, let other?):
      guard one != other else { return }
      link(aliases[max(one, other)] ?? [], to: min(one, other))
    }
  }

  /// What goes once per person goes by this.
  package func key(of member: MemberID) -> MemberID { keys[member.rawValue] ?? member }

  /// All memberships of a member's person, as far as they are known, in the order of their ids.
  ///
  /// The person's own ids are among them, and nobody's memberships.
  package func memberships(of member: MemberID) -> [MemberID] {
    let known = keys[member.rawValue].flatMap { aliases[$0] } ?? []
    return known.union([member.rawValue]).map { MemberID(rawValue: $0) }.sorted()
  }

  /// The key of an id, as it is to be kept.
  package subscript(alias: UUID) -> MemberID? { keys[alias] }

  private mutating func link(_ ids: Set<UUID>, to key: MemberID) {
    for id in ids { set(id, key) }
    changed.formUnion(ids)
  }

  private mutating func set(_ alias: UUID, _ key: MemberID) {
    if let former = keys[alias] { aliases[former]?.remove(alias) }
    keys[alias] = key
    aliases[key, default: []].insert(alias)
  }
}
