import NotificationsDomain
import Testing
import Vocabulary

@Suite("Rules of letters that propose offers") struct OfferLetterRuleTests {
  private let now = Timestamp("2026-11-25T12:00:00Z")!

  private func fate(
    _ member: SolicitedMember, begun: Double = -60, due: Double = 0
  ) -> OfferLetterFate {
    member.fate(of: (now.adding(seconds: begun), now.adding(seconds: due)), at: now)
  }

  @Test("M11: what waits goes out when it is due, and not before")
  func due() {
    #expect(fate(SolicitedMember()) == .letter)
    #expect(fate(SolicitedMember(), due: 1) == .waits(until: now.adding(seconds: 1)))
  }

  @Test("M5, M11: who left or wants no offers by mail is not written to, due or not", arguments: [-1.0, 0, 3600])
  func nobody(due: Double) {
    #expect(fate(SolicitedMember(offersByMail: .never), due: due) == .none)
    for preference in OffersByMail.allCases {
      #expect(fate(SolicitedMember(hasLeft: true, offersByMail: preference), due: due) == .none)
    }
  }

  @Test(
    "M11: contact details are waited for, each time as long as before, between a second and an hour, a day at most",
    arguments: [(0.5, 1.0), (60, 60), (3600, 3600), (50_000, 3600)])
  func patience(waited: Double, pause: Double) {
    let unknown = SolicitedMember(isReachable: false)
    #expect(fate(unknown, begun: -waited) == .waits(until: now.adding(seconds: pause)))
    #expect(fate(unknown, begun: -SolicitedMember.patience) == .letter)
  }

  private func offer(
    _ id: OfferID = .make(), title: String? = "Poste", isOpen: Bool = true, closes: Double? = nil
  ) -> WaitingOffer {
    WaitingOffer(
      notificationID: .make(), offerID: id, level: .beginner, title: title, isOpen: isOpen,
      closesAt: closes.map(now.adding(seconds:)))
  }

  @Test("M11: only what a member can still recommend for is proposed, each once, in its order")
  func proposed() {
    let (first, second) = (OfferID.make(), OfferID.make())
    let offers = [
      offer(isOpen: false), offer(first), offer(closes: 0), offer(second, closes: 1), offer(first), offer(title: nil),
      offer(isOpen: false, closes: 1),
    ]
    #expect(offers.proposed(at: now).map(\.offerID) == [first, second])
  }

  @Test(
    "Places are told by name",
    arguments: [
      ("FR", "France", "France"), ("FR-HDF", "Hauts-de-France", "Hauts-de-France"),
      ("FR-59", "Nord, Hauts-de-France", "Nord, Hauts-de-France"),
      ("FR-75", "Paris, Île-de-France", "Paris, Île-de-France"),
      ("FR-75C", "Paris, Île-de-France", "Paris, Île-de-France"),
      ("FR-2A", "Corse-du-Sud, Corse", "Corse-du-Sud, Corse"),
      ("FR-COR", "Corse", "Corse"),
      ("FR-69M", "Métropole de Lyon, Auvergne-Rhône-Alpes", "Métropole de Lyon, Auvergne-Rhône-Alpes"),
      ("FR-RE", "La Réunion", "La Réunion"), ("RE", "La Réunion", "La Réunion"), ("BE", "Belgique", "Belgium"),
      ("BE-VLG", "Belgique", "Belgium"), ("GB-LND", "Royaume-Uni", "United Kingdom"), ("TV", "TV", "TV"),
    ])
  func places(code: String, french: String, english: String) throws {
    let zone = try #require(ZoneCode(code))
    #expect(Wording.zone(zone, in: .french) == french)
    #expect(Wording.zone(zone, in: .english) == english)
  }

  @Test("Every region and department of France has a name")
  func complete() {
    let codes = (1...95).map { $0 < 10 ? "FR-0\($0)" : "FR-\($0)" } + ["FR-2A", "FR-2B", "FR-971", "FR-976", "FR-20R"]
    for zone in codes.compactMap(ZoneCode.init(_:)) {
      #expect(!Wording.zone(zone, in: .french).contains("FR"), "\(zone)")
      #expect(Wording.zone(zone, in: .french) != "France", "\(zone)")
    }
  }
}
