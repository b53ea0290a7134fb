/// The parts of France as ISO 3166-2:FR names them: regions of 2016, departments, overseas.
enum FrenchZones {
  /// For each code of France the codes that cover it, the narrowest first, `FR` last.
  ///
  /// Where ISO has two codes for one place (Paris, Corsica, the overseas regions) each covers the other.
  static let covering: [String: [String]] = {
    var table = regions.reduce(into: [String: [String]]()) { table, region in
      table["FR-\(region.key)"] = ["FR"]
      for department in region.value.split(separator: " ") { table["FR-\(department)"] = ["FR-\(region.key)", "FR"] }
    }
    for collectivity in collectivities { table[collectivity] = ["FR"] }
    for (narrow, wide) in [("FR-67", "FR-6AE"), ("FR-68", "FR-6AE"), ("FR-69M", "FR-69")] {
      table[narrow]?.insert(wide, at: 0)
    }
    for synonyms in synonyms { join(synonyms, in: &table) }
    return table
  }()

  private static let regions = [
    "ARA": "01 03 07 15 26 38 42 43 63 69 69M 73 74",
    "BFC": "21 25 39 58 70 71 89 90",
    "BRE": "22 29 35 56",
    "CVL": "18 28 36 37 41 45",
    "20R": "2A 2B",
    "GES": "08 10 51 52 54 55 57 67 68 88 6AE",
    "HDF": "02 59 60 62 80",
    "IDF": "75 77 78 91 92 93 94 95",
    "NAQ": "16 17 19 23 24 33 40 47 64 79 86 87",
    "NOR": "14 27 50 61 76",
    "OCC": "09 11 12 30 31 32 34 46 48 65 66 81 82",
    "PAC": "04 05 06 13 83 84",
    "PDL": "44 49 53 72 85",
  ]

  /// Collectivities that have no departments; each is a country code of ISO 3166-1 too.
  private static let collectivities = [
    "FR-BL", "FR-MF", "FR-NC", "FR-PF", "FR-PM", "FR-TF", "FR-WF", "FR-CP",
    "BL", "MF", "NC", "PF", "PM", "TF", "WF",
  ]

  /// Codes that mean one place.
  private static let synonyms = [
    ["FR-75", "FR-75C"], ["FR-20R", "FR-COR"],
    ["FR-971", "FR-GP", "GP"], ["FR-972", "FR-MQ", "MQ"], ["FR-973", "FR-GF", "GF"], ["FR-974", "FR-RE", "RE"],
    ["FR-976", "FR-YT", "YT"],
    ["FR-BL", "BL"], ["FR-MF", "MF"], ["FR-NC", "NC"], ["FR-PF", "PF"], ["FR-PM", "PM"], ["FR-TF", "TF"],
    ["FR-WF", "WF"],
  ]

  /// Makes codes of one place cover each other, and whatever one of them lies in.
  private static func join(_ synonyms: [String], in table: inout [String: [String]]) {
    let wider = synonyms.compactMap { table[$0] }.first ?? ["FR"]
    for code in synonyms {
      table[code] = synonyms.filter { $0 != code } + wider
    }
    for (code, covering) in table where covering.contains(synonyms[0]) && !synonyms.contains(code) {
      table[code] = covering.flatMap { $0 == synonyms[0] ? synonyms : [$0] }
    }
  }
}
