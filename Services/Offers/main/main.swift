import OffersService
import ServiceRuntime
import Topology

await ServiceProgram.main(.offers) { settings throws(SettingError) in try OffersService.definition(settings) }
