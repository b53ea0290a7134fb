import NotificationsService
import ServiceRuntime
import ServiceSettings
import Topology

await ServiceProgram.main(.notifications, migrations: NotificationsService.migrations) {
  settings throws(SettingError) in
  try NotificationsService.definition(settings)
}
