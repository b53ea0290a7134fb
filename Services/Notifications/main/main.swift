import NotificationsService
import ServiceRuntime
import Topology

await ServiceProgram.main(.notifications) { settings throws(SettingError) in
  try NotificationsService.definition(settings)
}
