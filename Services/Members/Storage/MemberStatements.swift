import MembersDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Statements on `members.members`.
enum MemberStatements {
  /// Locks the active ones among some members; in the order of their ids, so that two batches never wait in a circle.
  ///
  /// With those who have no address of their own, few if any, where an address may become free for one of them.
  static func lockActive(_ ids: [MemberID], orWithoutAddress: Bool = false) -> Statement {
    """
    select \(fragment: columns)
    from members.members m
    where (m.member_id = any(\(ids)) or \(orWithoutAddress) and m.email_key is null) and m.left_at is null
    order by m.member_id
    for no key update
    """
  }

  /// Locks some members, active and former, with those who have no address of their own; in the order of their ids.
  static func lock(_ ids: [MemberID]) -> Statement {
    """
    select \(fragment: columns)
    from members.members m
    where m.member_id = any(\(ids)) or m.email_key is null and m.left_at is null
    order by m.member_id
    for no key update
    """
  }

  /// Makes those wait for each other who join, leave or move to another address or number: so each sees who lives where, and who
  /// is who (M5).
  ///
  /// Before any other lock, so that nobody waits in a circle; one for all, since two persons may turn out to be one by a key of
  /// either (decisions, 2026-11-29).
  /// A statement of its own, before those that read: what is read is as of its statement.
  static let lockAddresses: Statement = "select pg_advisory_xact_lock(hashtextextended('members.addresses', 0))"

  /// Keeps the active ones among some members from leaving until the transaction ends; with their names.
  static func holdActive(_ ids: [MemberID]) -> Statement {
    """
    select m.member_id, m.first_name, m.last_name
    from members.members m
    where m.member_id = any(\(ids)) and m.left_at is null
    order by m.member_id
    for share
    """
  }

  /// Which of some ids are taken, by members active or former.
  static func taken(_ ids: [MemberID]) -> Statement {
    "select m.member_id from members.members m where m.member_id = any(\(ids))"
  }

  /// Which of some addresses are active members', and whose.
  static func activeAddresses(_ addresses: [AddressKeys]) -> Statement {
    let keys = addresses.flatMap(\.known)
    return """
      select m.email_key, m.second_email_key, m.member_id
      from members.members m
      where (m.email_key = any(\(keys)) or m.second_email_key = any(\(keys))) and m.left_at is null
      """
  }

  /// Decodes rows of `activeAddresses`.
  static func holders(_ rows: ResultSet) throws -> [IdentityKey: MemberID] {
    let rows = try rows.decode((IdentityKey, IdentityKey?, MemberID).self)
    return Dictionary(rows.flatMap { [($0.0, $0.2), ($0.1 ?? $0.0, $0.2)] }) { first, _ in first }
  }

  /// Locks members whose keys are not under these secrets, or are not those of what they give now; some at once, who joined first
  /// before.
  ///
  /// So who joined again after them is told what they gave. `has_keys` is false where a member has no keys under these secrets,
  /// `was_known` where it has none at all.
  static func lockToRenew(_ identity: MemberIdentity, limit: Int) -> Statement {
    let next: Statement = "order by m.joined_at, m.member_id limit \(limit)"
    return """
      with recursive
      \(fragment: secrets("written", column: "identity_secrets", of: "m.left_at is null")),
      \(fragment: secrets("known", column: "known_under", of: "true"))
      select \(fragment: columns), m.known_under is not null as was_known,
        m.identity_secrets is not distinct from \(identity.secrets) as has_keys
      from members.members m
      where m.member_id = any(array(
        select other.member_id
        from written
        cross join lateral (
          select m.member_id from members.members m
          where m.left_at is null and m.identity_secrets = written.secrets \(fragment: next)
        ) as other
        where written.secrets <> \(identity.secrets)
        union
        (
          select m.member_id from members.members m
          where m.left_at is null and m.identity_secrets is null \(fragment: next)
        )
        union
        select other.member_id
        from known
        cross join lateral (
          select m.member_id from members.members m where m.known_under = known.secrets \(fragment: next)
        ) as other
        where known.secrets <> \(identity.secrets)
        union
        (select m.member_id from members.members m where m.known_under is null \(fragment: next))
        union
        (
          select m.member_id from members.members m
          where m.known_revision is distinct from m.revision \(fragment: next)
        )
      ))
      \(fragment: next)
      for no key update skip locked
      """
  }

  /// The secrets that stand in a column, as a table of a recursive query: few, each found by one step in an index, however many
  /// members there are.
  private static func secrets(_ name: Statement, column: Statement, of members: Statement) -> Statement {
    """
    \(fragment: name) (secrets) as (
      (
        select m.\(fragment: column) from members.members m
        where \(fragment: members) and m.\(fragment: column) is not null
        order by m.\(fragment: column) limit 1
      )
      union all
      select (
        select m.\(fragment: column) from members.members m
        where \(fragment: members) and m.\(fragment: column) > \(fragment: name).secrets
        order by m.\(fragment: column) limit 1
      )
      from \(fragment: name)
      where \(fragment: name).secrets is not null
    )
    """
  }

  /// How many active members there are whose keys are under other secrets.
  ///
  /// A program that wrote no secrets down knew one alone, and read addresses as they are not read any more.
  static func countUnderOtherSecrets(_ identity: MemberIdentity) -> Statement {
    """
    select
      (select count(*) from members.members where left_at is null and identity_secrets < \(identity.secrets))
      + (select count(*) from members.members where left_at is null and identity_secrets > \(identity.secrets))
      + (select count(*) from members.members where left_at is null and identity_secrets is null)
    """
  }

  /// With their keys in `identity_keys`, which are written in the same transaction.
  static func insert(_ members: [Member], _ identity: MemberIdentity) -> Statement {
    let keys = members.map { identity.keys(of: $0.contact.email) }
    return """
      insert into members.members (
        member_id, invitation_id, sponsor_id, first_name, last_name, email, email_key, phone, sectors, zones,
        employer_name, employer_siren, locale, reward_option, reward_charity_id, reward_company_id, reward_in_my_name,
        charter_version, revision, joined_at, second_email_key, identity_secrets, person_id, offers_by_mail,
        known_under, known_revision
      )
      select
        member_id, invitation_id, sponsor_id, first_name, last_name, email, email_key, phone,
        string_to_array(sectors, ','), string_to_array(zones, ','),
        employer_name, employer_siren, locale, reward_option, reward_charity_id, reward_company_id, reward_in_my_name,
        charter_version, revision, joined_at, second_email_key, \(identity.secrets),
        person_id, offers_by_mail, \(identity.secrets), revision
      from unnest(
        \(members.map(\.id)), \(members.map(\.invitationID)), \(members.map(\.sponsorID)),
        \(members.map(\.contact.firstName)), \(members.map(\.contact.lastName)), \(members.map(\.contact.email)),
        \(keys.map(\.first)), \(members.map(\.contact.phone)),
        \(members.map { joined($0.profile.sectors) }), \(members.map { joined($0.profile.zones) }),
        \(members.map(\.profile.employer?.name)), \(members.map(\.profile.employer?.siren)),
        \(members.map(\.profile.locale)), \(members.map(\.profile.rewardOption?.option)),
        \(members.map(\.profile.rewardOption?.charityId)), \(members.map(\.profile.rewardOption?.companyId)),
        \(members.map(\.profile.rewardOption?.inMyName)), \(members.map(\.charterVersion)), \(members.map(\.revision)),
        \(members.map(\.joinedAt)), \(keys.map(\.second)), \(members.map(\.personID)),
        \(members.map(\.contact.offersByMail))
      ) as joining (
        member_id, invitation_id, sponsor_id, first_name, last_name, email, email_key, phone, sectors, zones,
        employer_name, employer_siren, locale, reward_option, reward_charity_id, reward_company_id, reward_in_my_name,
        charter_version, revision, joined_at, second_email_key, person_id, offers_by_mail
      )
      """
  }

  /// Whether the keys in `identity_keys` are those of a member stays as it was: what changes them says so (`markKnown`).
  static func update(_ members: [Member], _ identity: MemberIdentity) -> Statement {
    let keys = members.map { $0.holdsAddress ? identity.keys(of: $0.contact.email) : nil }
    return """
      update members.members m
      set first_name = changed.first_name, last_name = changed.last_name, email = changed.email,
        email_key = changed.email_key, second_email_key = changed.second_email_key,
        identity_secrets = \(identity.secrets), phone = changed.phone,
        sectors = string_to_array(changed.sectors, ','), zones = string_to_array(changed.zones, ','),
        employer_name = changed.employer_name, employer_siren = changed.employer_siren, locale = changed.locale,
        reward_option = changed.reward_option, reward_charity_id = changed.reward_charity_id,
        reward_company_id = changed.reward_company_id, reward_in_my_name = changed.reward_in_my_name,
        charter_version = changed.charter_version, revision = changed.revision, left_at = changed.left_at,
        person_id = coalesce(changed.person_id, m.person_id), expelled_at = changed.expelled_at,
        offers_by_mail = changed.offers_by_mail,
        known_revision = case when m.known_revision = m.revision then changed.revision else m.known_revision end
      from unnest(
        \(members.map(\.id)), \(members.map(\.contact.firstName)), \(members.map(\.contact.lastName)),
        \(members.map(\.contact.email)), \(keys.map { $0?.first }), \(members.map(\.contact.phone)),
        \(members.map { joined($0.profile.sectors) }), \(members.map { joined($0.profile.zones) }),
        \(members.map(\.profile.employer?.name)), \(members.map(\.profile.employer?.siren)),
        \(members.map(\.profile.locale)), \(members.map(\.profile.rewardOption?.option)),
        \(members.map(\.profile.rewardOption?.charityId)), \(members.map(\.profile.rewardOption?.companyId)),
        \(members.map(\.profile.rewardOption?.inMyName)), \(members.map(\.charterVersion)), \(members.map(\.revision)),
        \(members.map(\.leftAt)), \(keys.map { $0?.second }), \(members.map(\.personID)),
        \(members.map(\.expelledAt)), \(members.map(\.contact.offersByMail))
      ) as changed (
        member_id, first_name, last_name, email, email_key, phone, sectors, zones, employer_name, employer_siren, locale,
        reward_option, reward_charity_id, reward_company_id, reward_in_my_name, charter_version, revision, left_at,
        second_email_key, person_id, expelled_at, offers_by_mail
      )
      where m.member_id = changed.member_id
      """
  }

  /// Notes that the keys of what members give are in `identity_keys`, under these secrets.
  static func markKnown(_ ids: [MemberID], _ identity: MemberIdentity) -> Statement {
    """
    update members.members m
    set known_under = \(identity.secrets), known_revision = m.revision
    where m.member_id = any(\(ids))
    """
  }

  /// Puts persons in the place of others who turned out to be them (M5).
  static func merge(_ merged: [PersonID: PersonID]) -> Statement {
    """
    update members.members m
    set person_id = merged.eldest
    from unnest(\(Array(merged.keys)), \(Array(merged.values))) as merged (younger, eldest)
    where m.person_id = merged.younger
    """
  }

  /// Lets those be admitted again whom some keys lead to (M10).
  static func readmit(_ keys: [IdentityKey]) -> Statement {
    """
    update members.members m
    set expelled_at = null
    where m.expelled_at is not null
      and m.person_id in (select k.person_id from members.identity_keys k where k.identity_key = any(\(keys)))
    """
  }

  /// Some members, active and former.
  static func select(_ ids: [MemberID]) -> Statement {
    "select \(fragment: columns) from members.members m where m.member_id = any(\(ids))"
  }

  /// The members whom some addresses lead to; also those who left an address, and those whose key it was as it was read before.
  static func select(by addresses: [AddressKeys]) -> Statement {
    let keys = addresses.flatMap(\.known)
    return """
      select \(fragment: columns)
      from members.members m
      where m.member_id in (
        select k.member_id from members.identity_keys k where k.identity_key = any(\(keys))
        union
        select a.member_id from members.members a where a.email_key = any(\(keys)) and a.left_at is null
        union
        select a.member_id from members.members a where a.second_email_key = any(\(keys)) and a.left_at is null
      )
      """
  }

  /// Reads a row of `lockActive`, `lock` or `select`.
  static func member(_ row: Row) throws(PostgreSQLError) -> Member {
    Member(
      id: try row["member_id", as: MemberID.self],
      invitationID: try row["invitation_id", as: InvitationID.self],
      sponsorID: try row["sponsor_id", as: MemberID?.self],
      joinedAt: try row["joined_at", as: Timestamp.self],
      contact: try contact(row),
      profile: try profile(row),
      charterVersion: try row["charter_version", as: String.self],
      revision: try row["revision", as: Int.self],
      leftAt: try row["left_at", as: Timestamp?.self],
      holdsAddress: try row["holds_address", as: Bool.self],
      personID: try row["person_id", as: PersonID?.self],
      expelledAt: try row["expelled_at", as: Timestamp?.self]
    )
  }

  private static let columns: Statement =
    """
    m.member_id, m.invitation_id, m.sponsor_id, m.first_name, m.last_name, m.email, m.phone, m.sectors, m.zones,
    m.employer_name, m.employer_siren, m.locale, m.reward_option, m.reward_charity_id, m.reward_company_id,
    m.reward_in_my_name, m.charter_version, m.revision, m.joined_at, m.left_at,
    m.email_key is not null as holds_address, m.person_id, m.expelled_at, m.offers_by_mail
    """

  private static func contact(_ row: Row) throws(PostgreSQLError) -> Contact {
    Contact(
      firstName: try row["first_name", as: String.self],
      lastName: try row["last_name", as: String.self],
      email: try row["email", as: EmailAddress.self],
      phone: try row["phone", as: String?.self],
      offersByMail: try row["offers_by_mail", as: OffersByMail?.self] ?? .atOnce
    )
  }

  private static func profile(_ row: Row) throws(PostgreSQLError) -> Profile {
    Profile(
      sectors: try row["sectors", as: [SectorCode].self],
      zones: try row["zones", as: [ZoneCode].self],
      employer: try employer(row),
      locale: try row["locale", as: Language.self],
      rewardOption: try rewardOption(row)
    )
  }

  private static func employer(_ row: Row) throws(PostgreSQLError) -> Employer? {
    guard let name = try row["employer_name", as: String?.self] else { return nil }
    return Employer(name: name, siren: try row["employer_siren", as: SIREN?.self])
  }

  private static func rewardOption(_ row: Row) throws(PostgreSQLError) -> RewardPreference? {
    guard let option = try row["reward_option", as: RewardOption?.self] else { return nil }
    return RewardPreference(
      option: option,
      charityId: try row["reward_charity_id", as: CharityID?.self],
      companyId: try row["reward_company_id", as: CompanyID?.self],
      inMyName: try row["reward_in_my_name", as: Bool?.self]
    )
  }

  /// A list as one text, since an array of arrays cannot be unnested; no code holds a comma.
  private static func joined(_ codes: [some ValidatedText]) -> String {
    codes.map(\.rawValue).joined(separator: ",")
  }
}
