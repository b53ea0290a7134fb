import Messages
import PostgreSQLClient
import ServiceTesting
import Testing
import Vocabulary

/// Many offers at once, as years leave them: nearly all closed, one in ten open, hardly any a draft.
struct Crowd {
  /// How many offers of a list a test pages through.
  static let most = 220

  static let sectors = [
    "J62.01", "J62.02", "J62.0", "J62", "J61.10", "J63.11", "K64.19", "K65.11", "F41.20", "F43.21", "G47.11", "G46.51",
    "C25.50", "C28.99", "M70.22", "M69.20", "N78.10", "P85.31", "Q86.10", "H49.41",
  ].compactMap { SectorCode($0) }
  static let zones = [
    "FR-59", "FR-62", "FR-80", "FR-75", "FR-92", "FR-93", "FR-13", "FR-69M", "FR-67", "FR-974", "FR-IDF", "FR",
    "BE-BRU",
    "BE", "DE-BE", "LU", "CH-GE",
  ].compactMap { ZoneCode($0) }
  private static let companies = 100

  private let market: Market
  private let companyIDs: [CompanyID]

  /// Writes the offers, and tells the planner; they are listed unless a test has nothing to do with lists.
  ///
  /// Nobody is told of open ones, and their waves rest, as `resting` says.
  init(_ market: Market, offers: Int, listed: Bool = true, open: Bool = false) async throws {
    self.market = market
    companyIDs = (0..<Self.companies).map { _ in .make() }
    _ = try await market.db.query(
      """
      insert into offers.companies (company_id, name, folded_name, registered_at)
      select company_id, 'Maison', 'maison', \(Market.start) from unnest(\(companyIDs)) as company (company_id)
      """)
    if !listed { _ = try await market.db.query("alter table offers.offers disable trigger offers_are_listed") }
    _ = try await market.db.query(Self.writing(offers, of: companyIDs, open: open))
    for table in ["companies", "offers", "listings"] as [SQLIdentifier] {
      _ = try await market.db.query("analyze offers.\(identifier: table)")
    }
  }

  /// A state by the number of an offer: where all are open, each is; a publication every minute.
  private static func writing(_ count: Int, of companies: [CompanyID], open: Bool) -> Statement {
    """
    insert into offers.offers (
      offer_id, company_id, title, description, sector, sector_ancestors, zone, zone_ancestors, state, paid_with,
      created_at, published_at, closed_at, closing_reason
    )
    select
      gen_random_uuid(), (\(companies))[1 + n % \(companies.count)], 'Poste ' || n, 'Un poste.', s.code,
      string_to_array(s.ancestors, ','), z.code, string_to_array(z.ancestors, ','), life.state,
      case when life.state <> 'draft' then 'contract' end, life.at,
      case when life.state <> 'draft' then life.at end, case when life.state = 'closed' then life.at end,
      case when life.state = 'closed' then 'expired' end
    from generate_series(1, \(count)) as n
    cross join lateral (
      select
        case
          when \(open) then 'published' when n % 499 = 0 then 'draft' when n % 10 = 3 then 'published' else 'closed'
        end as state,
        \(Market.start)::timestamptz - make_interval(mins => n::int) as at
    ) life
    join \(fragment: codes(sectors.map { ($0.rawValue, $0.ancestors.map(\.rawValue)) })) as s (place, code, ancestors)
      on s.place = n % \(sectors.count)
    join \(fragment: codes(zones.map { ($0.rawValue, $0.ancestors.map(\.rawValue)) })) as z (place, code, ancestors)
      on z.place = n / \(sectors.count) % \(zones.count)
    """
  }

  private static func codes(_ codes: [(code: String, ancestors: [String])]) -> Statement {
    "unnest(\(Array(codes.indices)), \(codes.map(\.code)), \(codes.map { $0.ancestors.joined(separator: ",") }))"
  }

  /// Questions with no filter, with each, and with each two, at random; a rare state among them.
  func filters(using draw: inout some RandomNumberGenerator) -> [ListOffers] {
    let company = companyIDs.randomElement(using: &draw)
    let states: [OfferState?] = [nil, .draft, .published, .closed]
    let sectors = [nil, "J", "J62", "J62.0", "J62.01", "H"].map { $0.flatMap { SectorCode($0) } }
    let zones = [nil, "FR", "FR-IDF", "FR-HDF", "FR-59", "LU"].map { $0.flatMap { ZoneCode($0) } }
    return states.map { ListOffers(state: $0) } + states.map { ListOffers(companyId: company, state: $0) }
      + sectors.map { ListOffers(companyId: company, sector: $0) }
      + zones.map { ListOffers(companyId: company, zone: $0) }
      + sectors.map { ListOffers(state: states.randomElement(using: &draw) ?? nil, sector: $0) }
      + zones.map { ListOffers(state: states.randomElement(using: &draw) ?? nil, zone: $0) }
      + sectors.map { ListOffers(sector: $0, zone: zones.randomElement(using: &draw) ?? nil) }
      + zones.map { ListOffers(sector: sectors.randomElement(using: &draw) ?? nil, zone: $0) }
  }

  /// How many rows a page may cost: what it holds, with the token's; where sector and zone meet, those of the narrower code.
  func bound(_ question: ListOffers) -> Int {
    question.sector != nil && question.zone != nil ? 7_000 : 80
  }

  /// What a question finds, in order, as a look at every offer says.
  func expected(_ question: ListOffers) async throws -> [OfferID] {
    let sectors = Self.sectors.filter { question.sector?.covers($0) ?? true }
    let zones = Self.zones.filter { question.zone?.covers($0) ?? true }
    return try await market.db.query(
      """
      select o.offer_id
      from offers.offers o
      where o.sector = any(\(sectors)) and o.zone = any(\(zones))
        and (\(question.companyId)::uuid is null or o.company_id = \(question.companyId))
        and (\(question.state?.rawValue)::text is null or o.state = \(question.state?.rawValue))
      order by coalesce(o.published_at, o.created_at) desc, o.offer_id desc
      """
    ).decode(OfferID.self)
  }
}
