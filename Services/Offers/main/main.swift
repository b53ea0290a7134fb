import OffersService
import ServiceRuntime
import ServiceSettings
import Topology

await ServiceProgram.main(.offers, migrations: OffersService.migrations) {
  settings throws(SettingError) in
  try OffersService.definition(settings)
}
