import QualificationService
import ServiceRuntime
import Topology

await ServiceProgram.main(.qualification) { settings throws(SettingError) in
  try QualificationService.definition(settings)
}
