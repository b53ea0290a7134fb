import Certificates
import ContractAnswer
import Corrections
import Messages
import Paging
import PostgreSQLClient
import Topology
import WebhooksDomain
public import MessageHandling
public import ServiceSettings

/// The webhooks service: takes what other systems post, and reports it as they would have published it.
public enum WebhooksService {
  /// What the service owns and handles; throws `SettingError` for all of its settings that cannot be used.
  public static func definition(_ settings: Settings) throws(SettingError) -> ServiceDefinition {
    definition(try HookSettings(settings) { $0.reader }, try settings.plainText())
  }

  /// The same for sources that are read in any way, for tests.
  package static func definition(
    _ settings: HookSettings, _ plainText: PlainText = .onLoopback
  ) -> ServiceDefinition {
    let publishing = PublishReports(settings, plainText: plainText)
    let asking = AskVendors(settings)
    let onDecided: @Sendable () -> Void = {
      publishing.ring()
      asking.ring()
    }
    return ServiceDefinition(
      .webhooks,
      migrations: migrations,
      handlers: [
        .command(ListDeliveriesHandler(DeliveryList())),
        .command(GetDeliveryHandler()),
        .command(RetryDeliveryHandler(settings, onDecided: onDecided)),
        .command(DiscardDeliveryHandler()),
        .command(MapJobHandler(settings.sources)),
        .command(UnmapJobHandler(settings.sources)),
        .command(ListMappingsHandler(MappingList())),
        .command(ListSourcesHandler(settings)),
        .command(ListCorrectionsHandler<TrailOf.Webhooks>()),
        .command(GetContractHandler<TrailOf.Webhooks>()),
      ],
      scheduled: [ReadDeliveries(settings, onDecided: onDecided), ForgetBodies(afterDays: settings.retentionDays)],
      doors: [HookDoor(settings)],
      residents: [asking, publishing, TellFigures(of: settings.sources)])
  }

  /// The schema's migrations, which the program applies without any other setting.
  public static let migrations: [Migration] = [
    migration(1, "deliveries", PackageResources._001_deliveries_sql),
    migration(2, "reported", PackageResources._002_reported_sql),
  ]

  private static func migration(_ number: Int, _ name: String, _ sql: [UInt8]) -> Migration {
    Migration(number: number, name: name, sql: String(decoding: sql, as: UTF8.self))
  }
}
