import QualificationService
import ServiceRuntime
import ServiceSettings
import Topology

await ServiceProgram.main(.qualification, migrations: QualificationService.migrations) {
  settings throws(SettingError) in
  try QualificationService.definition(settings)
}
