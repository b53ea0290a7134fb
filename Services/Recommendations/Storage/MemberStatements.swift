import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// What a joining or a profile says of a member.
package struct MemberProfile: Sendable {
  let memberID: MemberID
  /// 0 for the joining.
  let revision: Int
  let sponsorID: MemberID?
  let employer: Employer?
}

/// What a member is recognised by, as of a revision of theirs.
package struct MemberKeys: Sendable {
  let memberID: MemberID
  let revision: Int
  let identityKeys: [IdentityKey]
}

/// A level that a member reached or fell to.
package struct MemberLevel: Sendable {
  let memberID: MemberID
  let level: Level
  /// Grows with each award; nil where the event does not say, and then the order of arrival stands.
  let revision: Int?
}

/// A member's signature under a version of the charter (M3).
package struct CharterSignature: Hashable, Sendable {
  let memberID: MemberID
  let charterVersion: String
}

/// The statements about members.
///
/// Rows are taken in the order of their ids.
enum MemberStatements {
  /// Takes profiles over where they are newer than what is known; one a member.
  static func upsert(_ profiles: [MemberProfile]) -> Statement {
    """
    insert into recommendations.members as known (
      member_id, revision, sponsor_id, employer_name, employer_siren
    )
    select member_id, revision, sponsor_id, employer_name, employer_siren
    from unnest(
      \(profiles.map(\.memberID)), \(profiles.map(\.revision)), \(profiles.map(\.sponsorID)),
      \(profiles.map(\.employer?.name)), \(profiles.map(\.employer?.siren?.rawValue))
    ) as profile (member_id, revision, sponsor_id, employer_name, employer_siren)
    order by member_id
    on conflict (member_id) do update set
      revision = excluded.revision,
      sponsor_id = coalesce(known.sponsor_id, excluded.sponsor_id),
      employer_name = excluded.employer_name,
      employer_siren = excluded.employer_siren
    where known.revision is null or known.revision < excluded.revision
    """
  }

  /// Takes over what members are recognised by; one a member.
  ///
  /// Former e-mail addresses stay (R5): whoever moves to another could recommend themselves under the one before. A number is
  /// given to somebody else one day, so that of numbers the newest counts.
  static func identify(_ members: [MemberKeys]) -> Statement {
    """
    insert into recommendations.members as known (member_id, identity_revision, identity_keys)
    select member_id, identity_revision, string_to_array(identity_keys, ' ')
    from unnest(
      \(members.map(\.memberID)), \(members.map(\.revision)), \(members.map { $0.identityKeys.joined })
    ) as identified (member_id, identity_revision, identity_keys)
    order by member_id
    on conflict (member_id) do update set
      identity_revision = greatest(known.identity_revision, excluded.identity_revision),
      identity_keys = array(
        select key
        from unnest(excluded.identity_keys) as key
        where key like 'email:%' or excluded.identity_revision >= coalesce(known.identity_revision, 0)
        union
        select key
        from unnest(known.identity_keys) as key
        where key like 'email:%' or excluded.identity_revision < coalesce(known.identity_revision, 0)
        order by key
      )
    """
  }

  /// Notes departures, also of members whose joining is not known yet (M5).
  static func leave(_ members: [MemberID]) -> Statement {
    """
    insert into recommendations.members (member_id, has_left)
    select distinct member_id, true
    from unnest(\(members)) as departure (member_id)
    order by member_id
    on conflict (member_id) do update set has_left = true
    """
  }

  /// Takes levels over where they are newer than what is known; one a member.
  static func setLevels(_ levels: [MemberLevel]) -> Statement {
    """
    insert into recommendations.members as known (member_id, level, level_revision)
    select member_id, level, coalesce(revision, 0)
    from unnest(
      \(levels.map(\.memberID)), \(levels.map(\.level)), \(levels.map(\.revision))
    ) as change (member_id, level, revision)
    order by member_id
    on conflict (member_id) do update set
      level = excluded.level,
      level_revision = greatest(known.level_revision, excluded.level_revision)
    where excluded.level_revision = 0 or known.level_revision < excluded.level_revision
    """
  }

  /// Keeps signatures.
  static func sign(_ signatures: [CharterSignature]) -> Statement {
    """
    insert into recommendations.charter_signatures (member_id, charter_version)
    select distinct member_id, charter_version
    from unnest(
      \(signatures.map(\.memberID)), \(signatures.map(\.charterVersion))
    ) as signature (member_id, charter_version)
    order by member_id, charter_version
    on conflict do nothing
    """
  }

  /// Keeps since when versions of the charter are in force; a version put in force again counts from then.
  static func publishCharters(_ versions: [String: Timestamp]) -> Statement {
    """
    insert into recommendations.charters as known (charter_version, in_force_since)
    select charter_version, in_force_since
    from unnest(
      \(Array(versions.keys)), \(Array(versions.values))
    ) as charter (charter_version, in_force_since)
    order by charter_version
    on conflict (charter_version) do update set
      in_force_since = greatest(known.in_force_since, excluded.in_force_since)
    """
  }

  /// The version of the charter in force; no row until one was published.
  static let charterInForce: Statement = """
    select charter_version
    from recommendations.charters
    order by in_force_since desc, charter_version desc
    limit 1
    """

  /// Reads members and keeps others from deciding for them: slots are a member's own (R1).
  static func lock(_ members: [MemberID]) -> Statement {
    """
    select
      member_id, revision is not null or has_left as is_known, revision is not null and not has_left as is_active, sponsor_id, employer_name, employer_siren,
      identity_keys, level
    from recommendations.members member
    where member_id = any(\(members))
    order by member_id
    for update of member
    """
  }

  /// The charters that members signed.
  ///
  /// Asked after `lock`: a joining that was committed while that waited is seen whole, or somebody would be known who has
  /// signed nothing.
  static func signatures(of members: [MemberID]) -> Statement {
    """
    select member_id, charter_version from recommendations.charter_signatures where member_id = any(\(members))
    """
  }

  /// Decodes rows of `lock` and of `signatures`; a member of whom neither joining nor leaving is heard of yet is none (R10).
  static func members(_ rows: ResultSet, signatures: ResultSet) throws -> [MemberID: Recommender] {
    let signed = Dictionary(grouping: try signatures.decode((MemberID, String).self), by: \.0)
    var members: [MemberID: Recommender] = [:]
    for row in rows {
      let (id, isKnown, isActive, sponsor, name, siren, keys, level) = try row.decode(
        (MemberID, Bool, Bool, MemberID?, String?, String?, [IdentityKey], Level).self)
      guard isKnown else { continue }
      members[id] = Recommender(
        memberID: id, isActive: isActive, sponsorID: sponsor,
        employer: name.map { Employer(name: $0, siren: siren.flatMap { SIREN($0) }) },
        identityKeys: Set(keys), level: level, signedCharters: Set(signed[id, default: []].map(\.1)))
    }
    return members
  }
}

extension [IdentityKey] {
  /// The keys with spaces between them: SQL arrays of arrays must be rectangular, and keys hold no space.
  var joined: String { map(\.rawValue).joined(separator: " ") }
}
