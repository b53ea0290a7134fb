import NotificationsService
import ServiceRuntime

await ServiceProgram.main(.notifications) { settings throws(SettingError) in
  try NotificationsService.definition(settings)
}
