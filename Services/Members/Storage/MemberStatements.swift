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

  /// Makes those wait for each other who leave an address or move to one: so each sees who lives where.
  ///
  /// A statement of its own, before those that read: what is read is as of its statement.
  static let lockAddresses: Statement = "select pg_advisory_xact_lock(hashtextextended('members.addresses', 0))"

  /// Keeps the active ones among some members from leaving until the transaction ends.
  static func holdActive(_ ids: [MemberID]) -> Statement {
    """
    select m.member_id
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

  /// Locks active members whose keys are under other secrets than these, some at once.
  static func lockUnderOtherSecrets(_ identity: MemberIdentity, limit: Int) -> Statement {
    """
    select \(fragment: columns)
    from members.members m
    where m.left_at is null and \(fragment: isUnderOtherSecrets(identity))
    limit \(limit)
    for no key update skip locked
    """
  }

  /// How many active members there are whose keys are under other secrets.
  static func countUnderOtherSecrets(_ identity: MemberIdentity) -> Statement {
    """
    select count(*)
    from members.members m
    where m.left_at is null and \(fragment: isUnderOtherSecrets(identity))
    """
  }

  /// Whether a member's keys are under other secrets, as an index finds it.
  ///
  /// A program that wrote no secrets down knew one alone, and read addresses as they are not read any more.
  private static func isUnderOtherSecrets(_ identity: MemberIdentity) -> Statement {
    """
    (
      m.identity_secrets < \(identity.secrets) or m.identity_secrets > \(identity.secrets)
      or m.identity_secrets is null
    )
    """
  }

  static func insert(_ members: [Member], _ identity: MemberIdentity) -> Statement {
    let keys = members.map { identity.keys(of: $0.contact.email) }
    return """
      insert into members.members (
        member_id, invitation_id, sponsor_id, first_name, last_name, email, email_key, phone, sectors, zones,
        employer_name, employer_siren, locale, reward_option, reward_charity_id, reward_company_id, reward_in_my_name,
        charter_version, revision, joined_at, second_email_key, identity_secrets
      )
      select
        member_id, invitation_id, sponsor_id, first_name, last_name, email, email_key, phone,
        string_to_array(sectors, ','), string_to_array(zones, ','),
        employer_name, employer_siren, locale, reward_option, reward_charity_id, reward_company_id, reward_in_my_name,
        charter_version, revision, joined_at, second_email_key, \(identity.secrets)
      from unnest(
        \(members.map(\.id)), \(members.map(\.invitationID)), \(members.map(\.sponsorID)),
        \(members.map(\.contact.firstName)), \(members.map(\.contact.lastName)), \(members.map(\.contact.email)),
        \(keys.map(\.first)), \(members.map(\.contact.phone)),
        \(members.map { joined($0.profile.sectors) }), \(members.map { joined($0.profile.zones) }),
        \(members.map(\.profile.employer?.name)), \(members.map(\.profile.employer?.siren)),
        \(members.map(\.profile.locale)), \(members.map(\.profile.rewardOption?.option)),
        \(members.map(\.profile.rewardOption?.charityId)), \(members.map(\.profile.rewardOption?.companyId)),
        \(members.map(\.profile.rewardOption?.inMyName)), \(members.map(\.charterVersion)), \(members.map(\.revision)),
        \(members.map(\.joinedAt)), \(keys.map(\.second))
      ) as joining (
        member_id, invitation_id, sponsor_id, first_name, last_name, email, email_key, phone, sectors, zones,
        employer_name, employer_siren, locale, reward_option, reward_charity_id, reward_company_id, reward_in_my_name,
        charter_version, revision, joined_at, second_email_key
      )
      """
  }

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
        charter_version = changed.charter_version, revision = changed.revision, left_at = changed.left_at
      from unnest(
        \(members.map(\.id)), \(members.map(\.contact.firstName)), \(members.map(\.contact.lastName)),
        \(members.map(\.contact.email)), \(keys.map { $0?.first }), \(members.map(\.contact.phone)),
        \(members.map { joined($0.profile.sectors) }), \(members.map { joined($0.profile.zones) }),
        \(members.map(\.profile.employer?.name)), \(members.map(\.profile.employer?.siren)),
        \(members.map(\.profile.locale)), \(members.map(\.profile.rewardOption?.option)),
        \(members.map(\.profile.rewardOption?.charityId)), \(members.map(\.profile.rewardOption?.companyId)),
        \(members.map(\.profile.rewardOption?.inMyName)), \(members.map(\.charterVersion)), \(members.map(\.revision)),
        \(members.map(\.leftAt)), \(keys.map { $0?.second })
      ) as changed (
        member_id, first_name, last_name, email, email_key, phone, sectors, zones, employer_name, employer_siren, locale,
        reward_option, reward_charity_id, reward_company_id, reward_in_my_name, charter_version, revision, left_at,
        second_email_key
      )
      where m.member_id = changed.member_id
      """
  }

  /// Reads a row of `lockActive`.
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
      holdsAddress: try row["holds_address", as: Bool.self]
    )
  }

  private static let columns: Statement =
    """
    m.member_id, m.invitation_id, m.sponsor_id, m.first_name, m.last_name, m.email, m.phone, m.sectors, m.zones,
    m.employer_name, m.employer_siren, m.locale, m.reward_option, m.reward_charity_id, m.reward_company_id,
    m.reward_in_my_name, m.charter_version, m.revision, m.joined_at, m.left_at,
    m.email_key is not null as holds_address
    """

  private static func contact(_ row: Row) throws(PostgreSQLError) -> Contact {
    Contact(
      firstName: try row["first_name", as: String.self],
      lastName: try row["last_name", as: String.self],
      email: try row["email", as: EmailAddress.self],
      phone: try row["phone", as: String?.self]
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
