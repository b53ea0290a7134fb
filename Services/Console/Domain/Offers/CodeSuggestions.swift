public import Vocabulary

/// Codes to choose from while one types, as `option` elements of a `datalist`: each with its name.
public enum CodeSuggestions {
  /// Sections and divisions of the economy.
  public static func sectors(in language: Language) -> String { sectorOptions[language] ?? "" }

  /// France, its regions and departments, and the countries around it.
  public static func zones(in language: Language) -> String { zoneOptions[language] ?? "" }

  private static let sectorOptions = options { language in
    SectorNames.all.map { ($0.rawValue, SectorNames.name($0).text(in: language)) }
  }

  private static let zoneOptions = options { language in
    zones.map { ($0.rawValue, ZoneNames.name($0, in: language)) }
  }

  /// Countries first, then what lies in France.
  static let zones: [ZoneCode] =
    (["FR"] + countries + FrenchZoneNames.codes.sorted()).compactMap { ZoneCode($0) }

  private static let countries = [
    "BE", "LU", "CH", "DE", "IT", "ES", "PT", "NL", "GB", "IE", "MC", "AD", "AT", "DK", "SE", "NO", "FI", "PL", "CZ",
  ]

  private static func options(_ codes: (Language) -> [(String, String)]) -> [Language: String] {
    Dictionary(
      uniqueKeysWithValues: Language.allCases.map { language in
        let lines = codes(language).map { code, name in
          "<option value=\"\(code)\">\(name.replacing("&", with: "&amp;").replacing("<", with: "&lt;"))</option>"
        }
        return (language, lines.joined())
      })
  }
}
