import MembersService
import ServiceRuntime
import Topology

await ServiceProgram.main(.members) { settings throws(SettingError) in try MembersService.definition(settings) }
