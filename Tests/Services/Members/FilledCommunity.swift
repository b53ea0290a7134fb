import MessageHandling
import PostgreSQLClient
import ServiceTesting
import Vocabulary

/// A community as it is in life: 20,000 invitations, four of five used; of the members few left, and fewer were expelled.
enum FilledCommunity {
  /// When the last was invited, ten minutes after the one before.
  static let now = Timestamp("2026-11-24T10:00:00Z")!
  /// One of the four who sponsor one in twenty-five of the others.
  static let sponsor = MemberID("00000000-0000-0000-0000-000000000001")!

  /// Who was invited joined at once, if ever; invitations last 30 days.
  static func fill(_ db: ServiceDatabase) async throws {
    _ = try await db.pool.execute([
      """
      insert into members.invitations (
        invitation_id, code_hash, email, email_key, expires_at, policy_version, invited_at, used_by, used_at, revoked_at
      )
      select
        lpad(to_hex(n), 32, '0')::uuid, sha256(n::text::bytea), n || '@example.org', 'email:' || n,
        invited_at + interval '30 days', 1, invited_at, case when n % 5 > 0 then lpad(to_hex(n), 32, '0')::uuid end,
        case when n % 5 > 0 then invited_at end, case when n % 500 = 0 then invited_at end
      from generate_series(1, 20000) n
      cross join lateral (select \(now) - (20000 - n) * interval '10 minutes') as made (invited_at)
      """,
      """
      insert into members.members (
        member_id, invitation_id, first_name, last_name, email, email_key, sectors, zones, locale, charter_version,
        revision, joined_at, left_at, expelled_at
      )
      select
        i.used_by, i.invitation_id, 'Ada', 'Durand', i.email, i.email_key, '{J}', '{FR}', 'fr', '2012-02',
        1, i.used_at, case when n % 41 = 0 then i.used_at end, case when n % 1763 = 0 then i.used_at end
      from generate_series(1, 20000) n
      join members.invitations i on i.invitation_id = lpad(to_hex(n), 32, '0')::uuid
      where i.used_by is not null
      """,
      """
      update members.members m
      set sponsor_id = lpad(to_hex(1 + n % 4), 32, '0')::uuid
      from generate_series(21, 20000) n
      where n % 25 = 1 and m.member_id = lpad(to_hex(n), 32, '0')::uuid
      """,
      """
      update members.invitations i
      set sponsor_id = lpad(to_hex(1 + n % 4), 32, '0')::uuid
      from generate_series(21, 20000) n
      where n % 25 <= 1 and i.invitation_id = lpad(to_hex(n), 32, '0')::uuid
      """,
      "analyze members.members",
      "analyze members.invitations",
    ])
  }
}
