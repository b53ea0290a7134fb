import ContractAnswer
import Corrections
import Messages
import PostgreSQLClient
import MessageHandling
import Paging
import PolicyVersions
import ServiceSettings
import Topology

/// The qualification service: interviews by telephone, and what companies get to know of them (Q1 to Q5).
public enum QualificationService {
  /// Whose days interviews were held on that are given as days.
  private static let timeZones = TimeZones(in: "qualification")

  /// What the service owns and handles; it needs no settings of its own.
  public static func definition(_ settings: Settings) throws(SettingError) -> ServiceDefinition {
    ServiceDefinition(
      .qualification,
      migrations: migrations,
      handlers: [
        .command(RecordInterviewHandler()),
        .command(CorrectInterviewHandler()),
        .command(CloseCandidacyHandler()),
        .command(ListInterviewsHandler(InterviewList())),
        .command(ListCandidaciesHandler(CandidacyList())),
        .command(ListCorrectionsHandler<TrailOf.Qualification>()),
        .command(GetContractHandler<TrailOf.Qualification>()),
        .event(RecommendationAttributedHandler()),
        .event(CandidateRegisteredHandler()),
        .event(RecommendationWithdrawnHandler()),
        .event(RecommendationClosedHandler()),
        .event(ConflictOfInterestChangedHandler()),
        .event(HireAttributedHandler()),
        .event(HireWithdrawnHandler()),
        .event(HireDetachedHandler()),
        .event(OfferPublishedHandler()),
        .event(OfferUpdatedHandler()),
        .event(OfferClosedHandler()),
        .event(PolicyChangedHandler(timeZones)),
        .event(PolicyChangeCancelledHandler(timeZones)),
      ],
      timeZone: timeZones.policyTimeZone,
      // People call candidates, and learn of a hire when they look.
      eventRest: .milliseconds(50))
  }

  /// The schema's migrations, which the program applies without any other setting.
  public static let migrations: [Migration] = [
    migration(1, "interviews", PackageResources._001_interviews_sql),
    migration(2, "candidates", PackageResources._002_candidates_sql),
    migration(3, "corrections_and_questions", PackageResources._003_corrections_and_questions_sql),
    migration(4, "undecided_interviews", PackageResources._004_undecided_interviews_sql),
    migration(5, "time_zones", PackageResources._005_time_zones_sql),
  ]

  private static func migration(_ number: Int, _ name: String, _ sql: [UInt8]) -> Migration {
    Migration(number: number, name: name, sql: String(decoding: sql, as: UTF8.self))
  }
}
