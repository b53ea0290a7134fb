import Messages
import OffersService
import PostgreSQLClient
import MessageHandling
import ServiceTesting
import Testing
import Vocabulary

@Suite("O7, A1 Companies are amended and asked for")
struct CompanyTests {
  private let one = SIREN("732829320")!
  private let other = SIREN("552100554")!
  private let address = EmailAddress("rh@acme.example")!

  private func update(
    _ market: Market, _ commands: UpdateCompany...
  ) async throws -> ServiceDatabase.Outcome<Result<Accepted, Problem>> {
    try await market.db.handle(UpdateCompanyHandler(), commands, at: Market.start)
  }

  @Test(
    "O7: what is given is replaced, null removes; the address goes to notifications alone, and only where it changes")
  func amending() async throws {
    try await Market.with { market in
      let id = try await market.company("Acme", siren: one, contactEmail: address)
      let outcome = try await update(
        market, UpdateCompany(companyId: id, name: "Acmé", locale: .english),
        UpdateCompany(companyId: id, siren: .remove, contactEmail: .remove),
        UpdateCompany(companyId: id, contactEmail: .replace(address)), UpdateCompany(companyId: id, name: "Acmé"))
      #expect(outcome.decisions.map(\.refusal) == [nil, nil, nil, nil])
      let updates = try outcome.events(CompanyUpdated.self)
      #expect(updates.map(\.revision) == [2, 3, 4])
      #expect(updates.map(\.name) == ["Acmé", "Acmé", "Acmé"])
      #expect(updates.map(\.locale) == [.english, .english, .english])
      let contacts = try outcome.events(CompanyContactChanged.self)
      #expect(contacts.map(\.contactEmail) == [nil, address])
      #expect(contacts.map(\.revision) == [3, 4])
      let known = ListedCompany(
        companyId: id, name: "Acmé", contactEmail: address, locale: .english, listingCredits: 0)
      #expect(try await market.company(id) == known)
      #expect(try await update(market, UpdateCompany(companyId: .make())).decisions[0].refusal == .companyNotFound)
    }
  }

  @Test("a registration is the first change; a company that says no language is written to in French")
  func registration() async throws {
    try await Market.with { market in
      let command = RegisterCompany(name: "Acme", siren: one, contactEmail: address)
      let outcome = try await market.db.handle(RegisterCompanyHandler(), [command])
      let id = try outcome.decisions[0].get().companyId
      #expect(try outcome.events(CompanyRegistered.self).map(\.revision) == [1])
      #expect(try outcome.events(CompanyContactChanged.self).map(\.revision) == [1])
      let known = ListedCompany(
        companyId: id, name: "Acme", siren: one, contactEmail: address, locale: .french, listingCredits: 0)
      #expect(try await market.company(id) == known)
      let unknown = try await market.db.handle(GetCompanyHandler(), [GetCompany(companyId: .make())])
      #expect(unknown.decisions[0].refusal == .companyNotFound)
    }
  }

  @Test("O6: what is left of listing credits is told, never less than none")
  func credits() async throws {
    try await Market.with { market in
      let id = try await market.company()
      let reward = RewardID.make()
      _ = try await market.db.handle(
        ListingCreditsGrantedHandler(), [ListingCreditsGranted(companyId: id, credits: 3, rewardId: reward)])
      _ = try await market.publish(id)
      #expect(try await market.company(id).listingCredits == 2)
      _ = try await market.db.handle(
        ListingCreditsRevokedHandler(), [ListingCreditsRevoked(companyId: id, credits: 3, rewardId: reward)])
      #expect(try await market.company(id).listingCredits == 0)
    }
  }

  @Test(
    "W6, O6: credits that were owed and are settled are not missing from the next; what was written off counts with its hire"
  )
  func settledCredits() async throws {
    try await Market.with { market in
      let id = try await market.company()
      let reward = RewardID.make()
      let grant = ListingCreditsGranted(companyId: id, credits: 3, rewardId: reward)
      _ = try await market.db.handle(ListingCreditsGrantedHandler(), [grant])
      _ = try await market.publish(id)
      _ = try await market.publish(id)
      _ = try await market.db.handle(
        ListingCreditsRevokedHandler(), [ListingCreditsRevoked(companyId: id, credits: 3, rewardId: reward)])
      let holder = AccountHolder(kind: .company, id: id.description)
      _ = try await market.db.handle(
        ClaimSettledHandler(),
        [
          ClaimSettled(
            claimId: .make(), holder: holder, unit: .listingCredits, amount: 2, remaining: 0, manner: .writtenOff),
          ClaimSettled(claimId: .make(), holder: holder, unit: .euroCents, amount: 50, remaining: 0, manner: .repaid),
        ])
      _ = try await market.db.handle(ListingCreditsGrantedHandler(), [grant])
      #expect(try await market.company(id).listingCredits == 3)
      func setOff(_ amount: Int, on account: String) -> ClaimSetOff {
        ClaimSetOff(
          setOffId: .make(), causeId: "set-off", holder: holder, account: account, unit: .listingCredits,
          amount: amount,
          rewardId: reward)
      }
      _ = try await market.db.handle(
        ClaimSetOffHandler(),
        [setOff(2, on: "platform:claims-written-off"), setOff(1, on: "company:\(id):claim")])
      #expect(try await market.company(id).listingCredits == 1)
    }
  }

  @Test("O7: one SIREN, one company: within a batch, across batches, at registration and later")
  func sirens() async throws {
    try await Market.with { market in
      let twice = [RegisterCompany(name: "A", siren: one), RegisterCompany(name: "B", siren: one)]
      let registered = try await market.db.handle(RegisterCompanyHandler(), twice)
      #expect(registered.decisions.map(\.refusal) == [nil, .sirenAlreadyRegistered])
      #expect(try registered.events(CompanyRegistered.self).map(\.name) == ["A"])
      let again = try await market.db.handle(RegisterCompanyHandler(), [twice[1]])
      #expect(again.decisions.map(\.refusal) == [.sirenAlreadyRegistered])
      let second = try await market.company("B", siren: other)
      let taken = try await update(market, UpdateCompany(companyId: second, name: "C", siren: .replace(one)))
      #expect(taken.decisions[0].refusal == .sirenAlreadyRegistered)
      #expect(taken.emitted.isEmpty)
      #expect(try await market.company(second).name == "B")
    }
  }

  @Test("O7: a SIREN that is given up is free at once; two companies swap theirs within a batch, in either order")
  func swapping() async throws {
    try await Market.with { market in
      let (first, second) = (try await market.company("A", siren: one), try await market.company("B", siren: other))
      for (giving, getting, siren) in [(first, second, one), (second, first, one), (first, second, one)] {
        let swapped = try await update(
          market, UpdateCompany(companyId: giving, siren: .remove),
          UpdateCompany(companyId: getting, siren: .replace(siren)),
          UpdateCompany(companyId: giving, siren: .replace(other)))
        #expect(swapped.decisions.map(\.refusal) == [nil, nil, nil])
        #expect(try await market.company(getting).siren == siren)
        #expect(try await market.company(giving).siren == other)
      }
      let back = try await update(
        market, UpdateCompany(companyId: first, siren: .remove), UpdateCompany(companyId: first, siren: .replace(other))
      )
      #expect(back.decisions.map(\.refusal) == [nil, nil])
      let held = try await market.db.query("select count(*) from offers.companies c where c.holds_siren")
      #expect(try held[0].decode(Int.self) == 2)
    }
  }

  @Test("O7: of many registrations at once under one SIREN one is accepted, whoever decides them")
  func race() async throws {
    try await Market.with { market in
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<8 {
          // Who comes second has its transaction fail, and the runtime decides it anew.
          group.addTask { _ = try? await market.company("Acme \(number)", siren: one) }
        }
      }
      let rows = try await market.db.query("select count(*) from offers.companies c where c.siren = \(one)")
      #expect(try rows[0].decode(Int.self) == 1)
      let late = try await market.db.handle(RegisterCompanyHandler(), [RegisterCompany(name: "Late", siren: one)])
      #expect(late.decisions.map(\.refusal) == [.sirenAlreadyRegistered])
    }
  }

  @Test("A1: companies are listed registered last first, page by page")
  func listing() async throws {
    try await Market.with { market in
      var ids: [CompanyID] = []
      for number in 0..<7 {
        ids.insert(
          try await market.company("Acme \(number)", at: Market.start.adding(seconds: Double(number))), at: 0)
      }
      let (seen, pages) = try await market.companies(pageSize: 3)
      #expect(seen == ids)
      #expect(pages == 3)
      let refused = try await market.db.handle(
        ListCompaniesHandler(),
        [ListCompanies(pageToken: "nonsense"), ListCompanies(pageToken: String(repeating: "A", count: 32))])
      #expect(refused.decisions.map(\.refusal) == [.invalidMessage, .invalidMessage])
    }
  }

  @Test(
    "A1: a name is found by its beginning, whatever case, accents and punctuation",
    arguments: [
      ("Société", [0, 1]), ("SOCIETE L'HEL", [0]), ("societe l helice", [0]), ("Straße", [2]), ("STRASSEN", [2]),
      ("hélice", []), ("100%", [3]), ("100% p", [3]), ("100_", [3]), ("a", [4]), ("Socie\u{301}te\u{301} N", [1]),
    ])
  func names(beginning: String, found: [Int]) async throws {
    try await Market.with { market in
      var ids: [CompanyID] = []
      for name in ["Société L'Hélice S.A.S.", "société nouvelle", "Straßenbau AG", "100% Pur", "Acme"] {
        ids.append(try await market.company(name))
      }
      #expect(Set(try await market.companies(name: beginning, pageSize: 1).ids) == Set(found.map { ids[$0] }))
    }
  }

  @Test("A1: pages of companies go along an index, and what begins with a name is found by it, among 20,000")
  func plans() async throws {
    try await Market.with { market in
      _ = try await market.db.query(
        """
        insert into offers.companies (company_id, name, folded_name, registered_at)
        select gen_random_uuid(), 'Maison ' || n, 'maison ' || n, \(Market.start)::timestamptz - make_interval(secs => n)
        from generate_series(1, 20000) as n
        """)
      _ = try await market.db.query("analyze offers.companies")
      var token: String?
      for _ in 0..<3 {
        let (reads, page) = try await market.reads(
          ListCompaniesHandler(), ListCompanies(pageSize: 50, pageToken: token))
        #expect(page.items.count == 50)
        #expect(reads.scanned("companies") == 0)
        #expect(reads.fetched("companies") <= 60)
        token = page.nextPageToken
      }
      let (reads, page) = try await market.reads(
        ListCompaniesHandler(), ListCompanies(name: "MAISON 1234"))
      #expect(page.items.count == 11)
      #expect(reads.scanned("companies") == 0)
      #expect(reads.fetched("companies") <= 40)
    }
  }
}

extension Market {
  /// All pages of companies, and how many there were.
  func companies(name: String? = nil, pageSize: Int) async throws -> (ids: [CompanyID], pages: Int) {
    var (ids, pages, token): ([CompanyID], Int, String?) = ([], 0, nil)
    repeat {
      let question = ListCompanies(name: name, pageSize: pageSize, pageToken: token)
      let page = try await db.handle(ListCompaniesHandler(), [question]).decisions[0].get()
      #expect(page.items.count <= pageSize)
      ids += page.items.map(\.companyId)
      pages += 1
      token = page.nextPageToken
    } while token != nil
    return (ids, pages)
  }
}
