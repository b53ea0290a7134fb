import ContractAnswer
import Corrections
import Identity
import MessageHandling
import Messages
import Paging
import PolicyVersions
import PostgreSQLClient
import ServiceSettings
import Topology

/// Who belongs to the community: invitations, members, the charter, visits (M1 to M6, M10, M11).
public enum MembersService {
  /// The service as a list; throws `SettingError` when a setting is missing or malformed.
  public static func definition(_ settings: Settings) throws(SettingError) -> ServiceDefinition {
    let secrets = try settings.identitySecrets()
    let identity = MemberIdentity(secrets)
    return ServiceDefinition(
      .members,
      migrations: migrations,
      handlers: [
        .command(InviteMemberHandler(identity: identity)),
        .command(InviteAsMemberHandler(identity: identity)),
        .command(JoinHandler(identity: identity)),
        .command(SignCharterHandler(identity: identity)),
        .command(UpdateProfileHandler(identity: identity)),
        .command(RecordVisitHandler()),
        .command(LeaveHandler(identity: identity)),
        .command(ExpelHandler(identity: identity)),
        .command(ReadmitHandler(identity: identity)),
        .command(RevokeInvitationHandler()),
        .command(GetMemberHandler(identity: identity)),
        .command(ListHandler(MemberList())),
        .command(ListHandler(InvitationList())),
        .command(GetCharterHandler()),
        .command(PublishCharterHandler()),
        .command(GetPolicyHandler()),
        .command(ChangePolicyHandler()),
        .command(CancelPolicyChangeHandler()),
        .command(ListCorrectionsHandler<TrailOf.Members>()),
        .command(GetContractHandler<TrailOf.Members>()),
      ],
      scheduled: [RenewIdentityKeys(identity: identity)],
      // An answer to invite-member holds the code that admits whoever has it.
      replySeal: SecretSeal(secrets, purpose: "members/replies"),
      timeZone: PolicyTimeZone { MembershipPolicy.statements.inForce(at: $0) },
      figures: [
        Figure(
          [
            .count(
              "coopt_members_under_other_identity_secrets",
              "Members whose keys are not yet under the identity secrets that are set.")
          ],
          MemberStatements.countUnderOtherSecrets(identity))
      ]
    )
  }

  /// The schema's migrations, which the program applies without any other setting.
  public static let migrations: [Migration] = [
    Migration(number: 1, name: "members", sql: String(decoding: PackageResources._001_members_sql, as: UTF8.self)),
    Migration(
      number: 2, name: "policies_by_date",
      sql: String(decoding: PackageResources._002_policies_by_date_sql, as: UTF8.self)),
    Migration(
      number: 3, name: "two_identity_secrets",
      sql: String(decoding: PackageResources._003_two_identity_secrets_sql, as: UTF8.self)),
    Migration(
      number: 4, name: "addresses_without_tags",
      sql: String(decoding: PackageResources._004_addresses_without_tags_sql, as: UTF8.self)),
    Migration(
      number: 5, name: "members_without_address",
      sql: String(decoding: PackageResources._005_members_without_address_sql, as: UTF8.self)),
    Migration(number: 6, name: "people", sql: String(decoding: PackageResources._006_people_sql, as: UTF8.self)),
    Migration(
      number: 7, name: "revoked_invitations",
      sql: String(decoding: PackageResources._007_revoked_invitations_sql, as: UTF8.self)),
    Migration(number: 8, name: "lists", sql: String(decoding: PackageResources._008_lists_sql, as: UTF8.self)),
    Migration(
      number: 9, name: "renewal_by_secrets",
      sql: String(decoding: PackageResources._009_renewal_by_secrets_sql, as: UTF8.self)),
  ]
}

extension SecretSeal: ReplySeal {}
