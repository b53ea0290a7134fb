import ContractAnswer
import Corrections
import Messages
import Paging
import PolicyVersions
import PostgreSQLClient
public import MessageHandling
public import ServiceSettings
import Topology

/// The wiring of the service: bonuses, points, levels and the books.
public enum RewardsService {
  /// Lists the service; it has no settings of its own.
  public static func definition(_ settings: Settings) throws(SettingError) -> ServiceDefinition {
    ServiceDefinition(
      .rewards,
      migrations: migrations,
      handlers: [
        .event(MemberJoinedHandler()),
        .event(ProfileUpdatedHandler()),
        .event(MemberVisitedHandler()),
        .event(MemberLeftHandler()),
        .event(PolicyChangedHandler(TimeZones(in: "rewards"))),
        .event(PolicyChangeCancelledHandler(TimeZones(in: "rewards"))),
        .event(CandidateQualifiedHandler()),
        .event(CandidateRejectedHandler()),
        .event(HireAttributedHandler()),
        .event(HireWithdrawnHandler()),
        .event(HireDetachedHandler()),
        .event(ConflictOfInterestChangedHandler()),
        .event(CompanyRegisteredHandler()),
        .event(OfferPublishedHandler()),
        .command(RegisterCharityHandler()),
        .command(ChooseOptionHandler()),
        .command(GetStatementHandler()),
        .command(ListHandler(PayoutList())),
        .command(RetryPayoutHandler()),
        .command(SettleClaimHandler()),
        .command(ListHandler(ClaimList())),
        .command(UpdateCharityHandler()),
        .command(ListHandler(CharityList())),
        .command(ListHandler(RewardList())),
        .command(ListHandler(CharityAccountList())),
        .command(ExplainBonusHandler()),
        .command(GetRewardsOverviewHandler()),
        .command(GetPolicyHandler()),
        .command(ChangePolicyHandler.withTwoPeople),
        .command(CancelPolicyChangeHandler.withTwoPeople),
        .command(TryPolicyHandler()),
        .command(ListCorrectionsHandler<TrailOf.Rewards>()),
        .command(GetContractHandler<TrailOf.Rewards>()),
        .command(
          ConfirmDecisionHandler<TrailOf.Rewards>(
            Confirmable(ChangePolicyHandler()), Confirmable(CancelPolicyChangeHandler()))),
        .command(ListDecisionsHandler<TrailOf.Rewards>()),
        .report(PayoutConfirmedHandler()),
        .report(PayoutFailureReportedHandler()),
      ],
      scheduled: [DueInstalments(), UntoldCharities()],
      // Who employs a member, what a member is recognised by, and where a charity is written to, is nothing that the books
      // need (M9).
      keepsReceivedWithout: [
        MemberJoined.messageType.routingKey: ["employer", "identityKeys"],
        ProfileUpdated.messageType.routingKey: ["employer", "identityKeys"],
        // Nor what staff wrote about it.
        HireDetached.messageType.routingKey: ["reason"],
        ConflictOfInterestChanged.messageType.routingKey: ["reason"],
        CandidateRejected.messageType.routingKey: ["reason"],
        RegisterCharity.messageType.routingKey: ["contactEmail"],
        UpdateCharity.messageType.routingKey: ["contactEmail"],
      ],
      timeZone: TimeZones(in: "rewards").policyTimeZone,
      figures: BookFigures.all)
  }

  /// The schema's migrations, which the program applies without any other setting.
  public static var migrations: [Migration] {
    [
      Migration(number: 1, name: "policies", sql: text(PackageResources._001_policies_sql)),
      Migration(number: 2, name: "ledger", sql: text(PackageResources._002_ledger_sql)),
      Migration(number: 3, name: "holders", sql: text(PackageResources._003_holders_sql)),
      Migration(number: 4, name: "rewards", sql: text(PackageResources._004_rewards_sql)),
      Migration(number: 5, name: "revoked_credits", sql: text(PackageResources._005_revoked_credits_sql)),
      Migration(number: 6, name: "quoted_level", sql: text(PackageResources._006_quoted_level_sql)),
      Migration(number: 7, name: "received", sql: text(PackageResources._007_received_sql)),
      Migration(number: 8, name: "set_offs", sql: text(PackageResources._008_set_offs_sql)),
      Migration(number: 9, name: "received_at", sql: text(PackageResources._009_received_at_sql)),
      Migration(number: 10, name: "policies_by_date", sql: text(PackageResources._010_policies_by_date_sql)),
      Migration(number: 11, name: "time_zones", sql: text(PackageResources._011_time_zones_sql)),
      Migration(number: 12, name: "actors", sql: text(PackageResources._012_actors_sql)),
      Migration(number: 13, name: "two_people", sql: text(PackageResources._013_two_people_sql)),
      Migration(number: 14, name: "payouts_by_age", sql: text(PackageResources._014_payouts_by_age_sql)),
      Migration(
        number: 15, name: "entries_while_posted", sql: text(PackageResources._015_entries_while_posted_sql)),
      Migration(
        number: 16, name: "received_without_identity", sql: text(PackageResources._016_received_without_identity_sql)),
      Migration(number: 17, name: "corrections", sql: text(PackageResources._017_corrections_sql)),
      Migration(number: 18, name: "persons", sql: text(PackageResources._018_persons_sql)),
      Migration(number: 19, name: "instalments", sql: text(PackageResources._019_instalments_sql)),
      Migration(number: 20, name: "claims", sql: text(PackageResources._020_claims_sql)),
      Migration(number: 21, name: "charities", sql: text(PackageResources._021_charities_sql)),
      Migration(number: 22, name: "payouts_by_state", sql: text(PackageResources._022_payouts_by_state_sql)),
      Migration(number: 23, name: "rewards_by_hire", sql: text(PackageResources._023_rewards_by_hire_sql)),
      Migration(
        number: 24, name: "entries_balance_as_added", sql: text(PackageResources._024_entries_balance_as_added_sql)),
      Migration(
        number: 25, name: "account_form_validated", sql: text(PackageResources._025_account_form_validated_sql)),
      Migration(number: 26, name: "payouts_open_idx", sql: text(PackageResources._026_payouts_open_idx_sql)),
    ]
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
