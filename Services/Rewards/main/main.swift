import RewardsService
import ServiceRuntime
import Topology

await ServiceProgram.main(.rewards) { settings throws(SettingError) in try RewardsService.definition(settings) }
