public import Vocabulary

/// What sectors are called: the sections and divisions of the second revision of NACE (M4).
public enum SectorNames {
  /// The code with its name, `J62.01 · Programmation, conseil et autres activités informatiques`.
  ///
  /// A group or class has its division's name: 272 groups and 615 classes are in the regulation, for whoever needs them.
  public static func text(_ code: SectorCode, in language: Language) -> String {
    "\(code.rawValue) · \(name(code).text(in: language))"
  }

  /// The name of the section or division that a code is or lies in.
  public static func name(_ code: SectorCode) -> Said {
    for covering in code.ancestors { if let said = names[covering.rawValue] { return said } }
    return Said(code.rawValue, code.rawValue)
  }

  /// Sections, in their order.
  public static let sections: [SectorCode] = names.keys.filter { $0.utf8.count == 1 }.sorted().compactMap {
    SectorCode($0)
  }

  /// Sections and divisions in their order, a section before its divisions.
  public static let all: [SectorCode] = names.keys.sorted().compactMap { SectorCode($0) }

  private static let names: [String: Said] = {
    var names: [String: Said] = [:]
    for line in table.split(separator: "\n") {
      let parts = line.split(separator: "|").map(String.init)
      if parts.count == 3 { names[parts[0]] = Said(parts[1], parts[2]) }
    }
    return names
  }()

  private static let table = """
    A|Agriculture, sylviculture et pêche|Agriculture, forestry and fishing
    A01|Culture et production animale, chasse|Crop and animal production, hunting
    A02|Sylviculture et exploitation forestière|Forestry and logging
    A03|Pêche et aquaculture|Fishing and aquaculture
    B|Industries extractives|Mining and quarrying
    B05|Extraction de houille et de lignite|Mining of coal and lignite
    B06|Extraction d’hydrocarbures|Extraction of crude petroleum and natural gas
    B07|Extraction de minerais métalliques|Mining of metal ores
    B08|Autres industries extractives|Other mining and quarrying
    B09|Services de soutien aux industries extractives|Mining support service activities
    C|Industrie manufacturière|Manufacturing
    C10|Industries alimentaires|Manufacture of food products
    C11|Fabrication de boissons|Manufacture of beverages
    C12|Fabrication de produits à base de tabac|Manufacture of tobacco products
    C13|Fabrication de textiles|Manufacture of textiles
    C14|Industrie de l’habillement|Manufacture of wearing apparel
    C15|Industrie du cuir et de la chaussure|Manufacture of leather and related products
    C16|Travail du bois|Manufacture of wood and of products of wood
    C17|Industrie du papier et du carton|Manufacture of paper and paper products
    C18|Imprimerie et reproduction d’enregistrements|Printing and reproduction of recorded media
    C19|Cokéfaction et raffinage|Manufacture of coke and refined petroleum products
    C20|Industrie chimique|Manufacture of chemicals and chemical products
    C21|Industrie pharmaceutique|Manufacture of pharmaceutical products
    C22|Fabrication de produits en caoutchouc et en plastique|Manufacture of rubber and plastic products
    C23|Fabrication d’autres produits minéraux non métalliques|Manufacture of other non-metallic mineral products
    C24|Métallurgie|Manufacture of basic metals
    C25|Fabrication de produits métalliques|Manufacture of fabricated metal products
    C26|Fabrication de produits informatiques, électroniques et optiques|Manufacture of computer, electronic and optical products
    C27|Fabrication d’équipements électriques|Manufacture of electrical equipment
    C28|Fabrication de machines et équipements|Manufacture of machinery and equipment
    C29|Industrie automobile|Manufacture of motor vehicles
    C30|Fabrication d’autres matériels de transport|Manufacture of other transport equipment
    C31|Fabrication de meubles|Manufacture of furniture
    C32|Autres industries manufacturières|Other manufacturing
    C33|Réparation et installation de machines et d’équipements|Repair and installation of machinery and equipment
    D|Électricité, gaz, vapeur et air conditionné|Electricity, gas, steam and air conditioning supply
    D35|Production et distribution d’électricité, de gaz, de vapeur et d’air conditionné|Electricity, gas, steam and air conditioning supply
    E|Eau, assainissement, déchets et dépollution|Water supply, sewerage, waste management and remediation
    E36|Captage, traitement et distribution d’eau|Water collection, treatment and supply
    E37|Collecte et traitement des eaux usées|Sewerage
    E38|Collecte, traitement et élimination des déchets|Waste collection, treatment and disposal
    E39|Dépollution et autres services de gestion des déchets|Remediation and other waste management services
    F|Construction|Construction
    F41|Construction de bâtiments|Construction of buildings
    F42|Génie civil|Civil engineering
    F43|Travaux de construction spécialisés|Specialised construction activities
    G|Commerce, réparation d’automobiles et de motocycles|Wholesale and retail trade, repair of motor vehicles
    G45|Commerce et réparation d’automobiles et de motocycles|Trade and repair of motor vehicles and motorcycles
    G46|Commerce de gros|Wholesale trade
    G47|Commerce de détail|Retail trade
    H|Transports et entreposage|Transportation and storage
    H49|Transports terrestres et transport par conduites|Land transport and transport via pipelines
    H50|Transports par eau|Water transport
    H51|Transports aériens|Air transport
    H52|Entreposage et services auxiliaires des transports|Warehousing and support activities for transportation
    H53|Activités de poste et de courrier|Postal and courier activities
    I|Hébergement et restauration|Accommodation and food service activities
    I55|Hébergement|Accommodation
    I56|Restauration|Food and beverage service activities
    J|Information et communication|Information and communication
    J58|Édition|Publishing activities
    J59|Cinéma, télévision, enregistrement sonore et édition musicale|Motion picture, television, sound recording and music publishing
    J60|Programmation et diffusion|Programming and broadcasting activities
    J61|Télécommunications|Telecommunications
    J62|Programmation, conseil et autres activités informatiques|Computer programming, consultancy and related activities
    J63|Services d’information|Information service activities
    K|Activités financières et d’assurance|Financial and insurance activities
    K64|Services financiers, hors assurance et caisses de retraite|Financial services, except insurance and pension funding
    K65|Assurance|Insurance, reinsurance and pension funding
    K66|Activités auxiliaires de services financiers et d’assurance|Activities auxiliary to financial services and insurance
    L|Activités immobilières|Real estate activities
    L68|Activités immobilières|Real estate activities
    M|Activités spécialisées, scientifiques et techniques|Professional, scientific and technical activities
    M69|Activités juridiques et comptables|Legal and accounting activities
    M70|Sièges sociaux, conseil de gestion|Head offices, management consultancy
    M71|Architecture et ingénierie, contrôle et analyses techniques|Architecture and engineering, technical testing and analysis
    M72|Recherche-développement scientifique|Scientific research and development
    M73|Publicité et études de marché|Advertising and market research
    M74|Autres activités spécialisées, scientifiques et techniques|Other professional, scientific and technical activities
    M75|Activités vétérinaires|Veterinary activities
    N|Services administratifs et de soutien|Administrative and support service activities
    N77|Location et location-bail|Rental and leasing activities
    N78|Activités liées à l’emploi|Employment activities
    N79|Agences de voyage, voyagistes, réservation|Travel agencies, tour operators, reservation services
    N80|Enquêtes et sécurité|Security and investigation activities
    N81|Services relatifs aux bâtiments et aménagement paysager|Services to buildings and landscape activities
    N82|Services administratifs de bureau et autres services aux entreprises|Office administrative and other business support activities
    O|Administration publique|Public administration and defence
    O84|Administration publique et défense, sécurité sociale obligatoire|Public administration and defence, compulsory social security
    P|Enseignement|Education
    P85|Enseignement|Education
    Q|Santé humaine et action sociale|Human health and social work activities
    Q86|Activités pour la santé humaine|Human health activities
    Q87|Hébergement médico-social et social|Residential care activities
    Q88|Action sociale sans hébergement|Social work activities without accommodation
    R|Arts, spectacles et activités récréatives|Arts, entertainment and recreation
    R90|Activités créatives, artistiques et de spectacle|Creative, arts and entertainment activities
    R91|Bibliothèques, archives, musées et autres activités culturelles|Libraries, archives, museums and other cultural activities
    R92|Jeux de hasard et d’argent|Gambling and betting activities
    R93|Activités sportives, récréatives et de loisirs|Sports activities and amusement and recreation
    S|Autres activités de services|Other service activities
    S94|Activités des organisations associatives|Activities of membership organisations
    S95|Réparation d’ordinateurs et de biens personnels et domestiques|Repair of computers and personal and household goods
    S96|Autres services personnels|Other personal service activities
    T|Activités des ménages|Activities of households
    T97|Activités des ménages employeurs de personnel domestique|Activities of households as employers of domestic personnel
    T98|Activités indifférenciées des ménages pour usage propre|Undifferentiated activities of private households for own use
    U|Activités extra-territoriales|Activities of extraterritorial organisations
    U99|Organisations et organismes extra-territoriaux|Activities of extraterritorial organisations and bodies
    """
}
