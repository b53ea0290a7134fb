import ContractAnswer
import Messages
import MessageHandling
import PostgreSQLClient
import ServiceSettings
import Topology

/// The webhooks service: takes what other systems post, and reports it as they would have published it.
public enum WebhooksService {
  /// What the service owns and handles.
  public static func definition(_ settings: Settings) throws(SettingError) -> ServiceDefinition {
    ServiceDefinition(.webhooks, migrations: migrations, handlers: [.command(GetContractHandler<TrailOf.Webhooks>())])
  }

  /// The schema's migrations, which the program applies without any other setting.
  public static let migrations: [Migration] = [
    migration(1, "deliveries", PackageResources._001_deliveries_sql)
  ]

  private static func migration(_ number: Int, _ name: String, _ sql: [UInt8]) -> Migration {
    Migration(number: number, name: name, sql: String(decoding: sql, as: UTF8.self))
  }
}
