import ContractAnswer
import Corrections
import Messages
import PolicyVersions
import PostgreSQLClient
import MessageHandling
import Paging
import ServiceSettings
import Topology

/// What companies seek, and who is told of it: companies, offers, waves (O1 to O8, M7).
public enum OffersService {
  /// The longest delay between waves that the setting may ask for, in seconds: a year.
  private static let longestDelay = 31_536_000

  /// Whose days offers close by that are given as days.
  private static let timeZones = TimeZones(in: "offers")

  /// The service as a list; throws `SettingError` when a setting is malformed.
  public static func definition(_ settings: Settings) throws(SettingError) -> ServiceDefinition {
    let policy = WavePolicy(waveDelaySetting: try waveDelay(settings))
    return ServiceDefinition(
      .offers,
      migrations: migrations,
      handlers: [
        .command(RegisterCompanyHandler()),
        .command(UpdateCompanyHandler()),
        .command(GetCompanyHandler()),
        .command(ListCompaniesHandler()),
        .command(PublishOfferHandler()),
        .command(UpdateOfferHandler()),
        .command(CloseOfferHandler()),
        .command(ReopenOfferHandler(policy: policy)),
        .command(GetOfferHandler()),
        .command(ListOffersHandler()),
        .command(ListPublishedOffersHandler()),
        .command(ExplainTargetingHandler(policy: policy)),
        .command(ListSolicitationsHandler(policy: policy)),
        .command(GetWaveForecastHandler(policy: policy)),
        .command(GetPolicyHandler(policy)),
        .command(ChangePolicyHandler(policy)),
        .command(CancelPolicyChangeHandler(policy)),
        .command(ListCorrectionsHandler<TrailOf.Offers>()),
        .command(GetContractHandler<TrailOf.Offers>()),
        .event(MemberJoinedHandler()),
        .event(ProfileUpdatedHandler()),
        .event(MemberLeftHandler()),
        .event(PointsAwardedHandler()),
        .event(LevelChangedHandler()),
        .event(ListingCreditsGrantedHandler()),
        .event(ListingCreditsRevokedHandler()),
        .event(ClaimSettledHandler()),
        .event(ClaimSetOffHandler()),
        .event(PolicyChangedHandler(timeZones)),
        .event(PolicyChangeCancelledHandler(timeZones)),
      ],
      scheduled: [WaveDispatch(policy: policy), ExpiredOffersClosing(), CompanyNamesFolding()],
      timeZone: timeZones.policyTimeZone,
      // What others tell of members and credits counts for the next wave and the next offer.
      eventRest: .milliseconds(50)
    )
  }

  /// The schema's migrations, which the program applies without any other setting.
  public static let migrations: [Migration] = [
    Migration(number: 1, name: "offers", sql: String(decoding: PackageResources._001_offers_sql, as: UTF8.self)),
    Migration(
      number: 2, name: "policies_by_date",
      sql: String(decoding: PackageResources._002_policies_by_date_sql, as: UTF8.self)),
    Migration(
      number: 3, name: "composed_references",
      sql: String(decoding: PackageResources._003_composed_references_sql, as: UTF8.self)),
    Migration(
      number: 4, name: "amended_offers", sql: String(decoding: PackageResources._004_amended_offers_sql, as: UTF8.self)),
    Migration(
      number: 5, name: "amended_companies",
      sql: String(decoding: PackageResources._005_amended_companies_sql, as: UTF8.self)),
    Migration(
      number: 6, name: "time_zones", sql: String(decoding: PackageResources._006_time_zones_sql, as: UTF8.self)),
    Migration(
      number: 7, name: "solicitations_by_wave",
      sql: String(decoding: PackageResources._007_solicitations_by_wave_sql, as: UTF8.self)),
  ]

  private static func waveDelay(_ settings: Settings) throws(SettingError) -> Int? {
    let name = "WAVE_DELAY_SECONDS"
    guard try settings.optionalText(name) != nil else { return nil }
    return try settings.integer(name, default: 0, in: 0...longestDelay)
  }
}
