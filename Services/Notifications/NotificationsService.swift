import Certificates
import ContractAnswer
import Corrections
import Messages
import PolicyVersions
import PostgreSQLClient
public import MessageHandling
public import ServiceSettings
import Topology

/// The service that tells people: every step, to whom it concerns, and no more than that (N1, N2).
public enum NotificationsService {
  /// What the service owns, and what it consumes; throws `SettingError` when a setting of mail is missing or malformed.
  ///
  /// Without `COOPT_SMTP_URL` no letters are kept or sent; topics tell everything all the same.
  public static func definition(_ settings: Settings) throws(SettingError) -> ServiceDefinition {
    let mailing = try Mailing(settings)
    let offerWindow = try settings.seconds("OFFER_LETTER_SECONDS", default: Composer.defaultOfferWindow)
    let platform = try PlatformSettings(settings)
    let composer = Composer(templates, isMailing: mailing != nil, platform: platform, offerWindow: offerWindow)
    // What handled messages are remembered for (RuntimeSettings): nobody tells what is missing any more after that.
    let retention = try settings.seconds("COOPT_RETENTION_DAYS", default: 35) * 86_400
    let letters: [any ScheduledWork] =
      mailing.map { mailing in
        [
          DeliverLetters(composer: composer, mailing: mailing, retention: retention),
          WriteOfferLetters(
            offerLetters(platform, unsubscription: mailing.unsubscription), window: offerWindow),
        ]
      } ?? []
    return ServiceDefinition(
      .notifications,
      migrations: migrations,
      handlers: [
        .event(MemberJoinedHandler(composer: composer)),
        .event(ContactChangedHandler(offerWindow: offerWindow)),
        .event(MemberLeftHandler(composer: composer)),
        .event(InvitationDeliveryRequestedHandler(composer: composer)),
        .event(InvitationOfMemberRequestedHandler(composer: composer)),
        .event(MemberIdentityConflictHandler(composer: composer)),
        .event(PolicyChangedHandler(TimeZones(in: "notifications"))),
        .event(PolicyChangeCancelledHandler(TimeZones(in: "notifications"))),
        .event(CompanyRegisteredHandler()),
        .event(CompanyUpdatedHandler()),
        .event(CompanyContactChangedHandler()),
        .event(OfferPublishedHandler()),
        .event(OfferUpdatedHandler()),
        .event(OfferClosedHandler()),
        .event(OfferReopenedHandler()),
        .event(PolicyChangedHandler(BonusStatements.versions)),
        .event(PolicyChangeCancelledHandler(BonusStatements.versions)),
        .event(WaveDispatchedHandler(composer: composer)),
        .event(RecommendationAttributedHandler(composer: composer)),
        .event(RecommendationRefusedHandler(composer: composer)),
        .event(RecommendationWithdrawnHandler(composer: composer)),
        .event(RecommendationClosedHandler(composer: composer)),
        .event(ConflictOfInterestChangedHandler(composer: composer)),
        .event(CandidateRegisteredHandler()),
        .event(CandidateIdentityConflictHandler(composer: composer)),
        .event(CandidateReleasedHandler(composer: composer)),
        .event(InterviewRequestedHandler(composer: composer)),
        .event(CandidateQualifiedHandler(composer: composer)),
        .event(CandidateRejectedHandler(composer: composer)),
        .event(CandidacyDescribedHandler()),
        .event(CandidateTransmittedHandler(composer: composer)),
        .event(InterviewCorrectedHandler(composer: composer)),
        .event(CandidacyWithdrawnHandler(composer: composer)),
        .event(CandidacyClosedHandler(composer: composer)),
        .event(HireAttributedHandler(composer: composer)),
        .event(HireUnattributedHandler(composer: composer)),
        .event(ReportedHireParticularsHandler()),
        .event(HireReportOutdatedHandler(composer: composer)),
        .event(HireDetachedHandler(composer: composer)),
        .event(HireReportDiffersHandler(composer: composer)),
        .event(HireWithdrawnHandler(composer: composer)),
        .event(RewardGrantedHandler(composer: composer)),
        .event(RewardSettledHandler(composer: composer)),
        .event(RewardReversedHandler(composer: composer)),
        .event(PayoutRequestedHandler(composer: composer)),
        .event(PayoutCancelledHandler(composer: composer)),
        .event(PayoutMadeHandler(composer: composer)),
        .event(PayoutFailedHandler(composer: composer)),
        .event(CharityDescribedHandler()),
        .event(ClaimOpenedHandler(composer: composer)),
        .event(ClaimSetOffHandler(composer: composer)),
        .event(ClaimSettledHandler(composer: composer)),
        .event(ListingCreditsGrantedHandler(composer: composer)),
        .event(PointsAwardedHandler(composer: composer)),
        .event(LevelChangedHandler(composer: composer)),
        .event(DeliveryQuarantinedHandler(composer: composer)),
        .event(DecisionRequestedHandler<TrailOf.Recommendations>(composer: composer)),
        .event(DecisionRequestedHandler<TrailOf.Rewards>(composer: composer)),
        .event(DecisionConfirmedHandler<TrailOf.Recommendations>(composer: composer)),
        .event(DecisionConfirmedHandler<TrailOf.Rewards>(composer: composer)),
        .command(ListCorrectionsHandler<TrailOf.Notifications>()),
        .command(GetContractHandler<TrailOf.Notifications>()),
      ]
        + ServiceName.allCases.map { service in
          .event(
            MessageDeadLetteredHandler(composer: composer),
            as: MessageDeadLettered.messageType(service: service.rawValue))
        }
        + ServiceName.allCases.map { service in
          .event(
            CommandRefusedHandler(composer: composer), as: CommandRefused.messageType(service: service.rawValue))
        },
      scheduled: [CompletePendingNotifications(composer: composer, retention: retention)] + letters,
      forgetting: [
        LetterRetentionStatements.forgetting, StepStatements.forgetting, HireStatements.forgetting,
        WaitingOfferStatements.forgetting,
      ],
      figures: LetterFigures.all,
      certificateFiles: mailing?.certificateFiles.map { ("mail", $0) } ?? [],
      serverCertificates: mailing.map { [("mail", $0.serverCertificate)] } ?? [],
      // Most events are told twice and more, in texts: half as many are as much to hold at once.
      batchSize: ServiceDefinition.usualBatchSize / 2
    )
  }

  /// The schema's migrations, which the program applies without any other setting.
  public static let migrations: [Migration] = [
    Migration(number: 1, name: "facts", sql: text(PackageResources._001_facts_sql)),
    Migration(number: 2, name: "pending_notifications", sql: text(PackageResources._002_pending_notifications_sql)),
    Migration(number: 3, name: "tax_information", sql: text(PackageResources._003_tax_information_sql)),
    Migration(number: 4, name: "deliveries", sql: text(PackageResources._004_deliveries_sql)),
    Migration(number: 5, name: "time_zones", sql: text(PackageResources._005_time_zones_sql)),
    Migration(number: 6, name: "letters_by_age", sql: text(PackageResources._006_letters_by_age_sql)),
    Migration(number: 7, name: "order_and_age", sql: text(PackageResources._007_order_and_age_sql)),
    Migration(number: 8, name: "order_is_looked_for", sql: text(PackageResources._008_order_is_looked_for_sql)),
    Migration(number: 9, name: "whom_letters_name", sql: text(PackageResources._009_whom_letters_name_sql)),
    Migration(number: 10, name: "letters_of_one_story", sql: text(PackageResources._010_letters_of_one_story_sql)),
    Migration(
      number: 11, name: "what_offer_letters_say", sql: text(PackageResources._011_what_offer_letters_say_sql)),
    Migration(
      number: 12, name: "offers_wait_for_each_other", sql: text(PackageResources._012_offers_wait_for_each_other_sql)),
    Migration(number: 13, name: "deliveries_are_letters", sql: text(PackageResources._013_deliveries_are_letters_sql)),
  ]

  /// Templates are part of the program: that all are there and can be parsed is for tests to show, not for an operator
  /// to see.
  private static var templates: TemplateLibrary {
    do {
      return try TemplateLibrary()
    } catch {
      preconditionFailure("\(error)")
    }
  }

  private static func offerLetters(_ platform: PlatformSettings, unsubscription: Unsubscription?) -> OfferLetters {
    do {
      return try OfferLetters(platform, unsubscription: unsubscription)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
