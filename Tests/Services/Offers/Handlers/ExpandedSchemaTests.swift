import Messages
import OffersService
import PostgreSQLClient
import MessageHandling
import ServiceTesting
import Testing
import Vocabulary

@Suite("O7, A1 What programs of the version before wrote, and write while an upgrade rolls")
struct ExpandedSchemaTests {
  private let siren = SIREN("732829320")!

  /// Companies and offers as a program of the version before writes them: two companies under one SIREN.
  private func write(_ market: Market, firstSince: Double) async throws -> [CompanyID] {
    let ids = [CompanyID.make(), .make()]
    let instants = [firstSince, 60].map { Market.start.adding(seconds: $0) }
    for (id, instant) in zip(ids, instants) {
      _ = try await market.db.query(
        """
        insert into offers.companies (company_id, name, siren, registered_at)
        values (\(id), 'Hélice', \(siren), \(instant))
        """)
    }
    _ = try await market.db.query(
      """
      insert into offers.offers (
        offer_id, company_id, title, description, sector, sector_ancestors, zone, zone_ancestors, state, paid_with,
        published_at, closed_at, closing_reason
      )
      select gen_random_uuid(), \(ids[0]), state, '', 'J62.01', '{J62.01,J62.0,J62,J}'::text[], 'FR-59', '{FR-59,FR-HDF,FR}'::text[], state,
        case when state <> 'draft' then 'contract' end, case when state <> 'draft' then \(Market.start)::timestamptz end,
        case when state = 'closed' then \(Market.start)::timestamptz end, case when state = 'closed' then 'expired' end
      from unnest(array['draft', 'published', 'closed']) as state
      """)
    return ids
  }

  private func check(_ market: Market, first: CompanyID, second: CompanyID) async throws {
    let held = try await market.db.query("select c.company_id from offers.companies c where c.holds_siren")
    #expect(try held.decode(CompanyID.self) == [first])
    // The other keeps what it said, and may be amended; a third company does not come to it.
    let amended = try await market.db.handle(
      UpdateCompanyHandler(),
      [UpdateCompany(companyId: second, name: "Hélice II"), UpdateCompany(companyId: second, siren: .replace(siren))])
    #expect(amended.decisions.map(\.refusal) == [nil, nil])
    let third = try await market.db.handle(RegisterCompanyHandler(), [RegisterCompany(name: "Third", siren: siren)])
    #expect(third.decisions.map(\.refusal) == [.sirenAlreadyRegistered])
    _ = try await market.db.run(CompanyNamesFolding(), at: Market.start)
    #expect(Set(try await market.companies(name: "helice", pageSize: 5).ids) == [first, second])
    for state in [OfferState.draft, .published, .closed] {
      let question = ListOffers(state: state, sector: SectorCode("J62")!)
      let page = try await market.db.handle(ListOffersHandler(), [question]).decisions[0].get()
      #expect(page.items.map(\.title) == [state.rawValue])
    }
  }

  @Test("O7: what is written beside a new program is listed, found by its name, and takes no SIREN from anybody")
  func beside() async throws {
    try await Market.with { market in
      let ids = try await write(market, firstSince: 0)
      try await check(market, first: ids[0], second: ids[1])
      // As such a program closes an offer.
      _ = try await market.db.query(
        """
        update offers.offers set state = 'closed', closed_at = \(Market.start), closing_reason = 'filled'
        where state = 'published'
        """)
      let closed = try await market.db.handle(ListOffersHandler(), [ListOffers(state: .closed)])
      #expect(try closed.decisions[0].get().items.count == 2)
    }
  }

  @Test("O7: of two companies that had one SIREN before, the one registered first has it after the migration")
  func migrated() async throws {
    try await Market.with { market in
      _ = try await market.db.pool.execute([
        "drop trigger offers_are_listed on offers.offers", "drop trigger offers_are_listed_anew on offers.offers",
        "drop function offers.list_offers()", "drop table offers.listings",
        "alter table offers.offers drop column revision, drop column created_at",
        "drop trigger companies_hold_their_siren on offers.companies", "drop function offers.hold_siren()",
        "drop index offers.companies_by_siren, offers.companies_newest_first",
        "alter table offers.companies drop column revision, drop column holds_siren, drop column folded_name",
        "drop table offers.time_zones, offers.withdrawn_time_zones",
        "delete from offers.schema_migrations where number >= 4",
      ])
      let ids = try await write(market, firstSince: 120)
      let migrator = try Migrator(
        schema: "offers", migrations: OffersService.migrations.filter { $0.number <= 5 })
      let applied = try await market.db.pool.withConnection { try await migrator.apply(on: $0) }
      #expect(applied.map(\.number) == [4, 5])
      try await check(market, first: ids[1], second: ids[0])
    }
  }
}
