import Testing
import Vocabulary

@Suite("Zones (M4)")
struct ZoneCodeTests {
  @Test(
    "countries and subdivisions are read",
    arguments: ["FR", "BE", "GB", "FR-IDF", "FR-75", "FR-2A", "FR-974", "FR-69M", "BE-VLG", "US-CA", "GB-ENG", "DE-BY"])
  func valid(text: String) {
    #expect(ZoneCode(text)?.rawValue == text)
  }

  @Test(
    "what does not exist is refused",
    arguments: ["", "F", "XX", "fr", "FR-", "FR-99", "FR-20", "FR-XYZ", "FR75", "BE-VLGX", "BE-v", "FR-59 ", "FRA"])
  func invalid(text: String) {
    #expect(ZoneCode(text) == nil)
  }

  @Test(
    "M4: a zone covers itself and what lies in it, nothing else",
    arguments: [
      ("FR", "FR-59", true), ("FR-HDF", "FR-59", true), ("FR-59", "FR-59", true), ("FR-59", "FR-HDF", false),
      ("FR-IDF", "FR-59", false), ("BE", "FR-59", false), ("FR-20R", "FR-2B", true), ("FR-COR", "FR-2B", true),
      ("FR-75", "FR-75C", true), ("FR-75C", "FR-75", true), ("FR-IDF", "FR-75C", true), ("FR", "FR-974", true),
      ("RE", "FR-974", true), ("FR", "RE", true), ("FR-RE", "RE", true), ("FR-69", "FR-69M", true),
      ("FR-6AE", "FR-67", true), ("FR-GES", "FR-67", true), ("BE", "BE-VLG", true), ("BE-VLG", "BE", false),
    ])
  func covering(wide: String, narrow: String, expected: Bool) throws {
    let wide = try #require(ZoneCode(wide))
    let narrow = try #require(ZoneCode(narrow))
    #expect(wide.covers(narrow) == expected)
  }

  @Test("every department lies in exactly one region of 2016, and in France")
  func departments() {
    let mainland = (1...95).filter { $0 != 20 }.map { $0 < 10 ? "FR-0\($0)" : "FR-\($0)" } + ["FR-2A", "FR-2B"]
    let regions = ["ARA", "BFC", "BRE", "CVL", "20R", "GES", "HDF", "IDF", "NAQ", "NOR", "OCC", "PAC", "PDL"]
    for department in mainland {
      let ancestors = ZoneCode(department)?.ancestors.map(\.rawValue) ?? []
      #expect(ancestors.first == department && ancestors.last == "FR")
      #expect(regions.filter { ancestors.contains("FR-\($0)") }.count == 1, "\(department)")
    }
    #expect(ZoneCode("FR-59")?.ancestors.map(\.rawValue) == ["FR-59", "FR-HDF", "FR"])
  }

  @Test("a zone knows its country")
  func country() {
    #expect(ZoneCode("FR-974")?.country == "FR")
    #expect(ZoneCode("BE-VLG")?.country == "BE")
  }
}
