import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// The charities that a batch registers and amends, who is designated, and the bonuses that waited for that (W4, W10).
package struct CharityBook: Sendable {
  private let now: Timestamp
  private var charities: [CharityID: Charity]
  private let known: Set<CharityID>
  private var changed: Set<CharityID> = []
  private var designation: Designation
  private let formerDesignation: Designation
  private var rewards: RewardBook
  private let waiting: [RewardID]

  /// Locks and reads some charities; where the designation may change, that one first, with the bonuses that wait for it.
  ///
  /// Hires hold the designation too: those handled at the same time see the new one, or are seen here.
  static func load(
    _ charities: [CharityID], mayDesignate: Bool, at now: Timestamp, in transaction: Transaction
  ) async throws -> CharityBook {
    let first =
      mayDesignate
      ? try await transaction.query([PartyStatements.lockDesignation, RewardStatements.selectWaitingForDesignation])
      : []
    let locked = try first.first?.decode(CharityID?.self).first.flatMap { $0 }
    let waiting = try first.last?.decode(RewardID.self).sorted() ?? []
    // Who does not hold the designation reads it behind the charities' locks: whoever changed it for one of them is seen.
    let rows = try await transaction.query([
      CharityStatements.lock(Set(charities + [locked].compactMap { $0 }).sorted()), PartyStatements.selectDesignation,
    ])
    let found = try rows[0].map(CharityStatements.charity)
    let designated = try rows[1].decode(CharityID?.self).first.flatMap { $0 }
    return CharityBook(
      now: now, charities: found, designation: Designation(designated),
      rewards: try await RewardBook.load(RewardBook.Scope(rewards: Set(waiting)), at: now, in: transaction),
      waiting: waiting)
  }

  private init(
    now: Timestamp, charities: [Charity], designation: Designation, rewards: RewardBook, waiting: [RewardID]
  ) {
    self.now = now
    self.charities = Dictionary(uniqueKeysWithValues: charities.map { ($0.id, $0) })
    known = Set(charities.map(\.id))
    self.designation = designation
    formerDesignation = designation
    self.rewards = rewards
    self.waiting = waiting
  }

  /// A charity that is known.
  subscript(id: CharityID) -> Charity? { charities[id] }

  /// Writes a charity as it is now, registered or amended, and what that makes of the designation; tells both.
  ///
  /// Throws a problem where a retired one is to be designated.
  mutating func write(
    _ charity: Charity, designated: Bool?, because message: MessageID, emitting emission: inout Emission
  ) throws(Problem) {
    let former = designation.charityID
    guard designation.change(of: charity, to: designated) else { throw Problem(.charityNotFound) }
    var charity = charity
    charity.revision = (charities[charity.id]?.revision ?? 0) + 1
    charities[charity.id] = charity
    changed.insert(charity.id)
    if let former, former != charity.id, former != designation.charityID { lose(former, emitting: &emission) }
    emission.publish(CharityDescribed(charity, isDesignated: designation.charityID == charity.id))
    guard let taker = designation.charityID, taker != former else { return }
    rewards.parties.designated = taker
    for reward in waiting {
      rewards.reconsider(reward, for: MemberProfile(), because: message, emitting: &emission)
    }
  }

  /// Another one was designated in its place.
  private mutating func lose(_ former: CharityID, emitting emission: inout Emission) {
    guard var charity = charities[former] else { return }
    charity.revision += 1
    charities[former] = charity
    changed.insert(former)
    emission.publish(CharityDescribed(charity, isDesignated: false))
  }

  /// What makes it true: charities before the designation, which refers to them.
  var statements: [Statement] {
    let added = changed.subtracting(known).sorted().compactMap { charities[$0] }
    let updated = changed.intersection(known).sorted().compactMap { charities[$0] }
    var statements: [Statement] = []
    if !added.isEmpty { statements.append(CharityStatements.insert(added, at: now)) }
    if !updated.isEmpty { statements.append(CharityStatements.update(updated)) }
    if designation != formerDesignation { statements.append(PartyStatements.designate(designation.charityID)) }
    return statements + rewards.statements
  }
}

extension CharityDescribed {
  /// A charity as it is now.
  init(_ charity: Charity, isDesignated: Bool) {
    self.init(
      charityId: charity.id, revision: charity.revision, name: charity.name, contactEmail: charity.contactEmail,
      locale: charity.locale, active: charity.isActive, designated: isDesignated)
  }
}
