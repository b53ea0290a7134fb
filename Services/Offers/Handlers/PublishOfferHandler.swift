import Messages
import OffersDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Publishes an offer, or keeps it as a draft (O1); a listing credit pays where the company has any (O6).
package struct PublishOfferHandler: CommandHandler {
  package init() {}

  /// What publishing depends on, and what was written.
  package struct State: Sendable {
    let companies: Set<CompanyID>
    var available: [CompanyID: Int]
    var offers: [OfferID: OfferStatements.Written]
    let stored: Set<OfferID>
    var written: Set<OfferID> = []
    var used: [CompanyID: Int] = [:]
    var published: [WaveSchedule] = []
    var writtenAt = Timestamp(microseconds: 0)
  }

  package func load(_ messages: [Incoming<PublishOffer>], in transaction: Transaction) async throws -> State {
    let companyIDs = messages.map(\.data.companyId)
    let results = try await transaction.query([
      OfferStatements.lock(messages.compactMap(\.data.offerId)),
      CompanyStatements.known(companyIDs),
      ListingCreditStatements.lockAvailable(companyIDs),
    ])
    var offers: [OfferID: OfferStatements.Written] = [:]
    for row in results[0] {
      let offer = try OfferStatements.offer(row)
      offers[offer.id] = OfferStatements.Written(offer: offer)
    }
    let available = try results[2].decode((CompanyID, Int).self).map { ($0.0, $0.1) }
    return State(
      companies: Set(try results[1].decode(CompanyID.self)),
      available: Dictionary(available) { first, _ in first },
      offers: offers,
      stored: Set(offers.keys)
    )
  }

  package func decide(
    _ message: Incoming<PublishOffer>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> PublishOffer.Result {
    let command = message.data
    try requireFutureClosing(command.closesAt, at: emission.now)
    guard state.companies.contains(command.companyId) else { throw Problem(.companyNotFound) }
    let id = command.offerId ?? .make()
    let refusal = OnlyADraftOfTheCompanyIsWrittenAnew.refusal(of: state.offers[id]?.offer, by: command.companyId)
    if let refusal { throw Problem(refusal) }
    var offer = Offer(command, id: id)
    var paidWith: PaymentMeans?
    if command.draft != true {
      offer.state = .published
      offer.publishedAt = emission.now
      paidWith = state.pay(for: command.companyId)
      state.published.append(.begin(id, at: emission.now))
    }
    state.offers[id] = OfferStatements.Written(offer: offer, paidWith: paidWith)
    state.written.insert(id)
    state.writtenAt = emission.now
    if let paidWith { emission.publish(OfferPublished(offer, at: emission.now, paidWith: paidWith)) }
    return PublishOffer.Result(offerId: id, paidWith: paidWith)
  }

  package func save(_ state: State) -> [Statement] {
    let written = state.written.sorted().compactMap { state.offers[$0] }
    let new = written.filter { !state.stored.contains($0.offer.id) }
    let drafts = written.filter { state.stored.contains($0.offer.id) }
    var statements: [Statement] = []
    if !new.isEmpty { statements.append(OfferStatements.insert(new, at: state.writtenAt)) }
    if !drafts.isEmpty { statements.append(OfferStatements.update(drafts)) }
    if !state.used.isEmpty { statements.append(ListingCreditStatements.use(state.used)) }
    if !state.published.isEmpty { statements.append(WaveScheduleStatements.insert(state.published)) }
    return statements
  }
}

extension PublishOfferHandler.State {
  /// Takes a credit of the company where it has one.
  fileprivate mutating func pay(for company: CompanyID) -> PaymentMeans {
    let credits = available[company] ?? 0
    guard AListingCreditPaysWhereThereIsOne.usesCredit(available: credits) else { return .contract }
    available[company] = credits - 1
    used[company, default: 0] += 1
    return .listingCredit
  }
}

extension Offer {
  /// A draft as the command describes it.
  fileprivate init(_ command: PublishOffer, id: OfferID) {
    self.init(
      id: id,
      companyID: command.companyId,
      title: command.title,
      description: command.description,
      sector: command.sector,
      zone: command.zone,
      externalReference: command.externalReference,
      closesAt: command.closesAt
    )
  }
}

extension OfferPublished {
  fileprivate init(_ offer: Offer, at instant: Timestamp, paidWith: PaymentMeans) {
    self.init(
      offerId: offer.id,
      companyId: offer.companyID,
      title: offer.title,
      sector: offer.sector,
      zone: offer.zone,
      externalReference: offer.externalReference,
      publishedAt: instant,
      paidWith: paidWith,
      closesAt: offer.closesAt,
      revision: offer.revision
    )
  }
}
