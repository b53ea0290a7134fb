import RecommendationsService
import ServiceRuntime
import Topology

await ServiceProgram.main(.recommendations) { settings throws(SettingError) in
  try RecommendationsService.definition(settings)
}
