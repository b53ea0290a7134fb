import RecommendationsService
import ServiceRuntime
import Topology

await ServiceProgram.main(.recommendations, migrations: RecommendationsService.migrations) {
  settings throws(SettingError) in
  try RecommendationsService.definition(settings)
}
