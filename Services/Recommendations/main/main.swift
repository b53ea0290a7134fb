import RecommendationsService
import ServiceRuntime
import ServiceSettings
import Topology

await ServiceProgram.main(.recommendations, migrations: RecommendationsService.migrations) {
  settings throws(SettingError) in
  try RecommendationsService.definition(settings)
}
