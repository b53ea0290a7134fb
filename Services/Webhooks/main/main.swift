import ServiceRuntime
import ServiceSettings
import Topology
import WebhooksService

await ServiceProgram.main(.webhooks, migrations: WebhooksService.migrations) {
  settings throws(SettingError) in
  try WebhooksService.definition(settings)
}
