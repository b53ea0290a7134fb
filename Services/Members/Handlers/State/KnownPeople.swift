import MembersDomain
import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// The people whom a batch is about, and by what they are recognised from now on (M5).
package struct KnownPeople: Sendable {
  private var people: People
  private var rows: [IdentityKeyStatements.Place: IdentityKeyStatements.Row] = [:]
  /// Whose keys are from now on those of what they give; who joins is written so.
  private var known: Set<MemberID> = []

  /// Nobody: where nothing of a batch tells who somebody is.
  static let nobody = KnownPeople(people: People())

  private init(people: People) {
    self.people = people
  }

  /// Reads whom some keys lead to, and who some members are.
  ///
  /// Whoever changes who somebody is takes the lock on addresses before.
  static func load(
    by keys: Set<IdentityKey>, and members: [MemberID] = [], in transaction: Transaction
  ) async throws -> KnownPeople {
    guard !keys.isEmpty || !members.isEmpty else { return nobody }
    let results = try await transaction.query(IdentityKeyStatements.people(by: Array(keys), and: members))
    let owners = try results[0].decode((IdentityKey, PersonID).self)
    let persons = try results[1].decode((PersonID, Timestamp, Bool).self)
    let former = try results[2].decode((PersonID, IdentityKey).self)
    return KnownPeople(
      people: People(
        persons.map { People.Person(id: $0.0, since: $0.1, isExpelled: $0.2) },
        owners: Dictionary(owners) { first, _ in first },
        former: Dictionary(grouping: former, by: \.0).mapValues { $0.map(\.1) }))
  }

  /// Whether a key leads to somebody who was expelled (M10).
  func isExpelled(anyOf keys: [IdentityKey]) -> Bool { people.isExpelled(anyOf: keys) }

  /// Finds out who joins, by what they give, and keeps it; who turned out to be them.
  mutating func recognise(joining member: inout Member, by identity: MemberIdentity) -> [PersonID] {
    let before = people.merged
    let new = People.Person(id: member.personID, since: member.joinedAt)
    member.personID = people.recognise(by: identity.keys(of: member), orElse: new).id
    note(member.givenIdentities, of: member, isCurrent: true, by: identity, at: member.joinedAt)
    return people.united(since: before)
  }

  /// Finds out who a changed member is, by what they gave before and give now, and keeps it; who turned out to be them.
  mutating func recognise(
    changed member: inout Member, from former: Member, by identity: MemberIdentity, at now: Timestamp
  ) -> [PersonID] {
    let before = people.merged
    let keys = identity.keys(of: member)
    let givenUp = identity.keys(of: former).filter { !keys.contains($0) }
    // A program that knew of no persons may have let them join: then nobody was looked for by what they gave before.
    member.personID = people.recognise(by: givenUp + keys, besides: former.personID)
    people.giveUp(givenUp, of: member.personID)
    note(former.givenIdentities, of: member, isCurrent: false, by: identity, at: member.joinedAt)
    note(member, by: identity, at: now)
    return people.united(since: before)
  }

  /// Finds out who is expelled, and keeps by what they are recognised when they come back.
  mutating func recognise(expelled member: inout Member, by identity: MemberIdentity, at now: Timestamp) {
    let keys = identity.keys(of: member)
    member.personID = people.recognise(by: keys, besides: member.personID)
    people.giveUp(keys, of: member.personID)
    note(member, by: identity, at: now)
  }

  /// Finds out who a member is by all that they ever gave; and keeps it, under the secrets in use alone.
  mutating func recognise(
    renewed member: inout Member, given: [(key: IdentityKey, given: GivenIdentity)], by identity: MemberIdentity
  ) {
    let current = identity.keys(of: member)
    let former = given.map(\.given).filter { !member.givenIdentities.contains($0) }
    let earlier = identity.keys(of: former).filter { !current.contains($0) }
    people.forget(Set(given.map(\.key)))
    member.personID = people.recognise(by: earlier + current, besides: member.personID)
    people.giveUp(member.isActive ? earlier : earlier + current, of: member.personID)
    note(former, of: member, isCurrent: false, by: identity, at: member.joinedAt)
    note(member, by: identity, at: member.joinedAt)
  }

  /// What led to the person before, and is no active member's now (R5); at most as many as an event may hold.
  func formerKeys(of member: Member, by identity: MemberIdentity) -> [IdentityKey] {
    let keys = people.formerKeys(of: member.personID, except: identity.keys(of: member))
    return Array(keys.prefix(IdentityKeyStatements.maximumFormerKeys))
  }

  private mutating func note(_ member: Member, by identity: MemberIdentity, at now: Timestamp) {
    note(member.givenIdentities, of: member, isCurrent: member.isActive, by: identity, at: now)
    known.insert(member.id)
  }

  private mutating func note(
    _ given: [GivenIdentity], of member: Member, isCurrent: Bool, by identity: MemberIdentity, at now: Timestamp
  ) {
    for given in given {
      for key in identity.keys(of: given) {
        let place = IdentityKeyStatements.Place(key: key, memberID: member.id)
        rows[place] = .init(
          place: place, personID: member.personID, given: given, isCurrent: isCurrent,
          knownSince: min(now, rows[place]?.knownSince ?? now))
      }
    }
  }

  /// The statements that make it true; behind those that write the members.
  ///
  /// Who turned out to be somebody else comes last: rows that name them were written before.
  func save(_ identity: MemberIdentity) -> [Statement] {
    var statements: [Statement] = []
    if !rows.isEmpty { statements.append(IdentityKeyStatements.upsert(rows.values.sorted { $0.place < $1.place })) }
    if !known.isEmpty { statements.append(MemberStatements.markKnown(known.sorted(), identity)) }
    if !people.merged.isEmpty {
      statements += [
        MemberStatements.merge(people.merged), IdentityKeyStatements.merge(people.merged),
      ]
    }
    return statements
  }
}
