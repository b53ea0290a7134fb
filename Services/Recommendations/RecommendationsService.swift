import ContractAnswer
import Corrections
import Identity
import Messages
import Paging
import PolicyVersions
import PostgreSQLClient
import MessageHandling
import ServiceSettings
import Topology

/// The recommendations service: to whom candidates belong, and which hires are whose (R1 to R10, H1 to H4).
public enum RecommendationsService {
  /// What the service owns and handles; throws `SettingError` without the key that identities are hashed with.
  public static func definition(_ settings: Settings) throws(SettingError) -> ServiceDefinition {
    let secrets = try settings.identitySecrets()
    return ServiceDefinition(
      .recommendations,
      migrations: migrations,
      handlers: [
        .command(RecommendCandidateHandler(identitySecrets: secrets)),
        .command(GetRecommendationHandler()),
        .command(ListHandler(RecommendationList())),
        .command(WithdrawRecommendationHandler()),
        .command(ReleaseCandidateHandler()),
        .command(SetOwnCompanyHandler()),
        .command(AttributeHireHandler.withTwoPeople),
        .command(DetachHireHandler()),
        .command(ListHandler(HireList())),
        .command(GetHireHandler()),
        .command(GetPolicyHandler()),
        .command(ChangePolicyHandler.withTwoPeople),
        .command(CancelPolicyChangeHandler.withTwoPeople),
        .command(ListCorrectionsHandler<TrailOf.Recommendations>()),
        .command(GetContractHandler<TrailOf.Recommendations>()),
        .command(
          ConfirmDecisionHandler<TrailOf.Recommendations>(
            Confirmable(AttributeHireHandler()), Confirmable(ChangePolicyHandler()),
            Confirmable(CancelPolicyChangeHandler()))),
        .command(ListDecisionsHandler<TrailOf.Recommendations>()),
        .report(HireReportedHandler(identitySecrets: secrets)),
        .report(HireWithdrawnHandler()),
        .event(MemberJoinedHandler()),
        .event(ProfileUpdatedHandler()),
        .event(MemberIdentifiedHandler()),
        .event(CharterSignedHandler()),
        .event(CharterPublishedHandler()),
        .event(MemberLeftHandler()),
        .event(LevelChangedHandler()),
        .event(OfferPublishedHandler()),
        .event(OfferUpdatedHandler()),
        .event(OfferClosedHandler()),
        .event(OfferReopenedHandler()),
        .event(PolicyChangedHandler(BonusPolicies.versions)),
        .event(PolicyChangeCancelledHandler(BonusPolicies.versions)),
        .event(PolicyChangedHandler(PolicyDays.timeZones)),
        .event(PolicyChangeCancelledHandler(PolicyDays.timeZones)),
        .event(CandidateQualifiedHandler()),
        .event(CandidateRejectedHandler()),
        .event(CandidacyOpenedHandler()),
        .event(CandidateTransmittedHandler()),
        .event(EmployerStatedHandler()),
      ],
      scheduled: [EndingOffers()],
      timeZone: PolicyDays.timeZones.policyTimeZone,
      figures: RecommendationFigures.all)
  }

  /// The schema's migrations, which the program applies without any other setting.
  public static let migrations: [Migration] = [
    migration(1, "members", PackageResources._001_members_sql),
    migration(2, "offers", PackageResources._002_offers_sql),
    migration(3, "policies", PackageResources._003_policies_sql),
    migration(4, "candidates", PackageResources._004_candidates_sql),
    migration(5, "recommendations", PackageResources._005_recommendations_sql),
    migration(6, "hires", PackageResources._006_hires_sql),
    migration(7, "differing_hire_reports", PackageResources._007_differing_hire_reports_sql),
    migration(8, "policies_by_date", PackageResources._008_policies_by_date_sql),
    migration(9, "composed_references", PackageResources._009_composed_references_sql),
    migration(10, "two_people", PackageResources._010_two_people_sql),
    migration(11, "identity_apart_and_refusals", PackageResources._011_identity_apart_and_refusals_sql),
    migration(12, "hires_as_of", PackageResources._012_hires_as_of_sql),
    migration(13, "outdated_hire_reports", PackageResources._013_outdated_hire_reports_sql),
    migration(14, "time_zones", PackageResources._014_time_zones_sql),
    migration(15, "own_company", PackageResources._015_own_company_sql),
    migration(16, "offers_by_revision", PackageResources._016_offers_by_revision_sql),
    migration(17, "taken_back", PackageResources._017_taken_back_sql),
    migration(18, "decisions_of_one_instant", PackageResources._018_decisions_of_one_instant_sql),
    migration(19, "hires_that_wait", PackageResources._019_hires_that_wait_sql),
  ]

  private static func migration(_ number: Int, _ name: String, _ sql: [UInt8]) -> Migration {
    Migration(number: number, name: name, sql: String(decoding: sql, as: UTF8.self))
  }
}
