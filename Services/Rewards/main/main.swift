import RewardsService
import ServiceRuntime
import ServiceSettings
import Topology

await ServiceProgram.main(.rewards, migrations: RewardsService.migrations) {
  settings throws(SettingError) in
  try RewardsService.definition(settings)
}
