import MembersService
import ServiceRuntime
import ServiceSettings
import Topology

await ServiceProgram.main(.members, migrations: MembersService.migrations) {
  settings throws(SettingError) in
  try MembersService.definition(settings)
}
