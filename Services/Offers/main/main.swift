import OffersService
import ServiceRuntime
import Topology

await ServiceProgram.main(.offers, migrations: OffersService.migrations) {
  settings throws(SettingError) in
  try OffersService.definition(settings)
}
