public import Vocabulary

extension Wording {
  /// Where a job is: `Nord, Hauts-de-France`, `Île-de-France`, `Belgique`; the code where nobody here knows its name.
  ///
  /// Parts of France have the names that they have in French, in whatever language. A part of another country is told by the
  /// country.
  public static func zone(_ zone: ZoneCode, in language: Language) -> String {
    let codes = zone.ancestors.map(\.rawValue)
    if let region = codes.firstNonNil({ FrenchPlaces.regions[$0] }) {
      guard let department = codes.firstNonNil({ FrenchPlaces.departments[$0] }) else { return region }
      return "\(department), \(region)"
    }
    if let place = codes.firstNonNil({ FrenchPlaces.overseas[$0] }) { return place }
    return Countries.names[zone.country].map { language == .french ? $0.french : $0.english } ?? zone.rawValue
  }
}

extension [String] {
  fileprivate func firstNonNil(_ name: (String) -> String?) -> String? { lazy.compactMap(name).first }
}

/// The parts of France by their codes (ISO 3166-2).
private enum FrenchPlaces {
  static let regions = named(
    """
    ARA Auvergne-Rhône-Alpes
    BFC Bourgogne-Franche-Comté
    BRE Bretagne
    CVL Centre-Val de Loire
    20R Corse
    GES Grand Est
    HDF Hauts-de-France
    IDF Île-de-France
    NAQ Nouvelle-Aquitaine
    NOR Normandie
    OCC Occitanie
    PAC Provence-Alpes-Côte d’Azur
    PDL Pays de la Loire
    """)

  /// What lies beyond the sea: several codes, some of them those of countries, mean one place.
  static let overseas = named(
    """
    971 Guadeloupe
    972 Martinique
    973 Guyane
    974 La Réunion
    976 Mayotte
    BL Saint-Barthélemy
    MF Saint-Martin
    NC Nouvelle-Calédonie
    PF Polynésie française
    PM Saint-Pierre-et-Miquelon
    TF Terres australes et antarctiques françaises
    WF Wallis-et-Futuna
    CP Île de Clipperton
    """)

  static let departments = named(
    """
    01 Ain
    02 Aisne
    03 Allier
    04 Alpes-de-Haute-Provence
    05 Hautes-Alpes
    06 Alpes-Maritimes
    07 Ardèche
    08 Ardennes
    09 Ariège
    10 Aube
    11 Aude
    12 Aveyron
    13 Bouches-du-Rhône
    14 Calvados
    15 Cantal
    16 Charente
    17 Charente-Maritime
    18 Cher
    19 Corrèze
    21 Côte-d’Or
    22 Côtes-d’Armor
    23 Creuse
    24 Dordogne
    25 Doubs
    26 Drôme
    27 Eure
    28 Eure-et-Loir
    29 Finistère
    2A Corse-du-Sud
    2B Haute-Corse
    30 Gard
    31 Haute-Garonne
    32 Gers
    33 Gironde
    34 Hérault
    35 Ille-et-Vilaine
    36 Indre
    37 Indre-et-Loire
    38 Isère
    39 Jura
    40 Landes
    41 Loir-et-Cher
    42 Loire
    43 Haute-Loire
    44 Loire-Atlantique
    45 Loiret
    46 Lot
    47 Lot-et-Garonne
    48 Lozère
    49 Maine-et-Loire
    50 Manche
    51 Marne
    52 Haute-Marne
    53 Mayenne
    54 Meurthe-et-Moselle
    55 Meuse
    56 Morbihan
    57 Moselle
    58 Nièvre
    59 Nord
    60 Oise
    61 Orne
    62 Pas-de-Calais
    63 Puy-de-Dôme
    64 Pyrénées-Atlantiques
    65 Hautes-Pyrénées
    66 Pyrénées-Orientales
    67 Bas-Rhin
    68 Haut-Rhin
    69 Rhône
    69M Métropole de Lyon
    6AE Alsace
    70 Haute-Saône
    71 Saône-et-Loire
    72 Sarthe
    73 Savoie
    74 Haute-Savoie
    75 Paris
    76 Seine-Maritime
    77 Seine-et-Marne
    78 Yvelines
    79 Deux-Sèvres
    80 Somme
    81 Tarn
    82 Tarn-et-Garonne
    83 Var
    84 Vaucluse
    85 Vendée
    86 Vienne
    87 Haute-Vienne
    88 Vosges
    89 Yonne
    90 Territoire de Belfort
    91 Essonne
    92 Hauts-de-Seine
    93 Seine-Saint-Denis
    94 Val-de-Marne
    95 Val-d’Oise
    """)

  /// Lines of a code and a name, by the code with the country before it.
  private static func named(_ lines: String) -> [String: String] {
    lines.split(separator: "\n").reduce(into: [:]) { names, line in
      let parts = line.split(separator: " ", maxSplits: 1)
      names["FR-\(parts[0])"] = String(parts[1])
    }
  }
}

/// The countries where offers of a French platform are, by their codes (ISO 3166-1).
private enum Countries {
  static let names: [String: (french: String, english: String)] = [
    "AT": ("Autriche", "Austria"), "BE": ("Belgique", "Belgium"), "BG": ("Bulgarie", "Bulgaria"),
    "CA": ("Canada", "Canada"), "CH": ("Suisse", "Switzerland"), "CY": ("Chypre", "Cyprus"),
    "CZ": ("Tchéquie", "Czechia"), "DE": ("Allemagne", "Germany"), "DK": ("Danemark", "Denmark"),
    "EE": ("Estonie", "Estonia"), "ES": ("Espagne", "Spain"), "FI": ("Finlande", "Finland"),
    "FR": ("France", "France"), "GB": ("Royaume-Uni", "United Kingdom"), "GR": ("Grèce", "Greece"),
    "HR": ("Croatie", "Croatia"), "HU": ("Hongrie", "Hungary"), "IE": ("Irlande", "Ireland"),
    "IT": ("Italie", "Italy"), "LT": ("Lituanie", "Lithuania"), "LU": ("Luxembourg", "Luxembourg"),
    "LV": ("Lettonie", "Latvia"), "MA": ("Maroc", "Morocco"), "MC": ("Monaco", "Monaco"), "MT": ("Malte", "Malta"),
    "NL": ("Pays-Bas", "Netherlands"), "NO": ("Norvège", "Norway"), "PL": ("Pologne", "Poland"),
    "PT": ("Portugal", "Portugal"), "RO": ("Roumanie", "Romania"), "SE": ("Suède", "Sweden"),
    "SI": ("Slovénie", "Slovenia"), "SK": ("Slovaquie", "Slovakia"), "TN": ("Tunisie", "Tunisia"),
    "US": ("États-Unis", "United States"),
  ]
}
