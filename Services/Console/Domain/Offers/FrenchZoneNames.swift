/// What the parts of France are called: regions of 2016, departments, overseas.
enum FrenchZoneNames {
  /// The name of a code such as `FR-59`; nil for another's.
  static func name(_ code: String) -> String? { names[code] }

  /// Every code that has a name here.
  static var codes: [String] { Array(names.keys) }

  private static let names: [String: String] = {
    var names: [String: String] = [:]
    for line in table.split(separator: "\n") {
      for entry in line.split(separator: "|") {
        let parts = entry.split(separator: " ", maxSplits: 1).map(String.init)
        if parts.count == 2 { names["FR-" + parts[0]] = parts[1] }
      }
    }
    return names
  }()

  private static let table = """
    ARA Auvergne-Rhône-Alpes|BFC Bourgogne-Franche-Comté|BRE Bretagne|CVL Centre-Val de Loire|20R Corse|COR Corse
    GES Grand Est|HDF Hauts-de-France|IDF Île-de-France|NAQ Nouvelle-Aquitaine|NOR Normandie|OCC Occitanie
    PAC Provence-Alpes-Côte d’Azur|PDL Pays de la Loire|6AE Alsace
    01 Ain|02 Aisne|03 Allier|04 Alpes-de-Haute-Provence|05 Hautes-Alpes|06 Alpes-Maritimes|07 Ardèche|08 Ardennes
    09 Ariège|10 Aube|11 Aude|12 Aveyron|13 Bouches-du-Rhône|14 Calvados|15 Cantal|16 Charente|17 Charente-Maritime
    18 Cher|19 Corrèze|2A Corse-du-Sud|2B Haute-Corse|21 Côte-d’Or|22 Côtes-d’Armor|23 Creuse|24 Dordogne|25 Doubs
    26 Drôme|27 Eure|28 Eure-et-Loir|29 Finistère|30 Gard|31 Haute-Garonne|32 Gers|33 Gironde|34 Hérault
    35 Ille-et-Vilaine|36 Indre|37 Indre-et-Loire|38 Isère|39 Jura|40 Landes|41 Loir-et-Cher|42 Loire|43 Haute-Loire
    44 Loire-Atlantique|45 Loiret|46 Lot|47 Lot-et-Garonne|48 Lozère|49 Maine-et-Loire|50 Manche|51 Marne
    52 Haute-Marne|53 Mayenne|54 Meurthe-et-Moselle|55 Meuse|56 Morbihan|57 Moselle|58 Nièvre|59 Nord|60 Oise|61 Orne
    62 Pas-de-Calais|63 Puy-de-Dôme|64 Pyrénées-Atlantiques|65 Hautes-Pyrénées|66 Pyrénées-Orientales|67 Bas-Rhin
    68 Haut-Rhin|69 Rhône|69M Métropole de Lyon|70 Haute-Saône|71 Saône-et-Loire|72 Sarthe|73 Savoie|74 Haute-Savoie
    75 Paris|75C Paris|76 Seine-Maritime|77 Seine-et-Marne|78 Yvelines|79 Deux-Sèvres|80 Somme|81 Tarn
    82 Tarn-et-Garonne|83 Var|84 Vaucluse|85 Vendée|86 Vienne|87 Haute-Vienne|88 Vosges|89 Yonne
    90 Territoire de Belfort|91 Essonne|92 Hauts-de-Seine|93 Seine-Saint-Denis|94 Val-de-Marne|95 Val-d’Oise
    971 Guadeloupe|GP Guadeloupe|972 Martinique|MQ Martinique|973 Guyane|GF Guyane|974 La Réunion|RE La Réunion
    976 Mayotte|YT Mayotte|BL Saint-Barthélemy|MF Saint-Martin|NC Nouvelle-Calédonie|PF Polynésie française
    PM Saint-Pierre-et-Miquelon|TF Terres australes françaises|WF Wallis-et-Futuna|CP Clipperton
    """
}
