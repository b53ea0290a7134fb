import Messages
import OffersDomain
import PolicyVersions
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Lists who was told of an offer, and behind them who will be, to staff (A1, O5).
///
/// A page token names the last member of its page, and when that one was told; who was not told yet has the last instant there
/// is. Who is told between two pages is listed again, with the whole wave, rather than left out.
package struct ListSolicitationsHandler: CommandHandler {
  /// How many members a page has where nobody says.
  private static let defaultPageSize = 50

  private let policies: PolicyStatements<WavePolicy>

  package init(policy: WavePolicy) {
    policies = PolicyStatements(policy)
  }

  /// Which offers there are, whose tokens were given out, and the pages with one member more.
  package struct State: Sendable {
    var known: Set<OfferID> = []
    var places: [MessageID: SolicitationPlace] = [:]
    var pages: [MessageID: [ListedSolicitation]] = [:]
  }

  package func load(_ messages: [Incoming<ListSolicitations>], in transaction: Transaction) async throws -> State {
    let now = messages.first?.receivedAt ?? .now
    let pairs = messages.compactMap { message in
      message.data.token.map { (offer: message.data.offerId, member: MemberID($0.id)) }
    }
    let results = try await transaction.query([
      policies.inForce(at: now), OfferStatements.known(messages.map(\.data.offerId)),
      SolicitationPageStatements.told(pairs), WaitingStatements.places(of: pairs.map(\.member)),
    ])
    let policy = try policies.terms(results[0])
    var state = State(known: Set(try results[1].decode(OfferID.self)))
    let places = try SolicitationPlaces(told: results[2], members: results[3])
    for message in messages { state.places[message.id] = places.place(of: message.data) }
    let asked = messages.filter { state.known.contains($0.data.offerId) && state.places[$0.id] != nil }
    try await readTold(asked, into: &state, in: transaction)
    try await readWaiting(asked, into: &state, policy: policy, at: now, in: transaction)
    return state
  }

  /// Reads those who were told, where a page does not begin behind them.
  private func readTold(
    _ messages: [Incoming<ListSolicitations>], into state: inout State, in transaction: Transaction
  ) async throws {
    let asked = messages.filter { $0.data.state != .planned && state.places[$0.id]?.isAmongTold == true }
    guard !asked.isEmpty else { return }
    let results = try await transaction.query(
      asked.map { message in
        SolicitationPageStatements.page(
          of: message.data.offerId, in: message.data.wave, behind: state.places[message.id]?.told,
          limit: size(message) + 1)
      })
    for (message, rows) in zip(asked, results) {
      state.pages[message.id] = try SolicitationPageStatements.solicitations(rows)
    }
  }

  /// Reads those who will be told, as many as a page has room for.
  private func readWaiting(
    _ messages: [Incoming<ListSolicitations>], into state: inout State, policy: WaveTerms, at now: Timestamp,
    in transaction: Transaction
  ) async throws {
    let asked = messages.filter {
      $0.data.state != .solicited && state.pages[$0.id, default: []].count <= size($0)
    }
    let expectations = try await Expectation.read(
      of: asked.map(\.data.offerId), policy: policy, at: now, in: transaction)
    for message in asked {
      guard let expectation = expectations[message.data.offerId] else { continue }
      let wave = message.data.wave.flatMap { wave in expectation.waves().first { $0.forecast.wave == wave } }
      if message.data.wave != nil, wave == nil { continue }
      let room = size(message) + 1 - state.pages[message.id, default: []].count
      let waiting = try await members(
        expectation, in: wave, behind: state.places[message.id]?.waiting, limit: room, in: transaction)
      state.pages[message.id, default: []] += waiting.map { member in
        let forecast = expectation.forecast(member)
        return ListedSolicitation(
          memberId: member.memberID, level: member.level, wave: forecast.wave, at: forecast.at, state: .planned)
      }
    }
  }

  /// Those who wait, behind a place and in one wave where these are given.
  private func members(
    _ expectation: Expectation, in wave: PlannedWave?, behind place: WaitingStatements.Place?, limit: Int,
    in transaction: Transaction
  ) async throws -> [WaitingStatements.Waiting] {
    let perWeek = expectation.policy.solicitationsPerWeek
    var (first, limit) = (0, limit)
    var levels = expectation.due.schedule.turns
    if let place {
      let rows = try await transaction.query(
        WaitingStatements.count(of: expectation.due, upTo: place, perWeek: perWeek, at: expectation.now))
      first = try rows[0].decode(Int.self)
      levels = Array(levels.drop { $0 != place.level })
    }
    if let wave {
      // Behind the place where that is of this level; nothing is left where it is of a later one.
      guard levels.contains(wave.level) else { return [] }
      first = max(levels[0] == wave.level ? first : 0, wave.ahead)
      limit = min(limit, wave.ahead + wave.members - first)
      levels = [wave.level]
      guard limit > 0 else { return [] }
    }
    let rows = try await transaction.query(
      WaitingStatements.members(
        expectation.due, of: levels, without: first, limit: limit, perWeek: perWeek, at: expectation.now))
    return try WaitingStatements.members(rows, behind: first, of: levels.first)
  }

  package func decide(
    _ message: Incoming<ListSolicitations>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Page<ListedSolicitation> {
    guard state.known.contains(message.data.offerId) else { throw Problem(.offerNotFound) }
    guard state.places[message.id] != nil else {
      throw .invalidMessage([FieldError(field: "pageToken", message: "was not given out")])
    }
    let found = state.pages[message.id] ?? []
    let page = Array(found.prefix(size(message)))
    let last = found.count > page.count ? page.last : nil
    return Page(page, nextPageToken: last.map { SolicitationPlaces.token(behind: $0).text })
  }

  package static let changesNothing = true

  package func save(_ state: State) -> [Statement] { [] }

  private func size(_ message: Incoming<ListSolicitations>) -> Int { message.data.pageSize ?? Self.defaultPageSize }
}

extension ListSolicitations {
  /// The page token; nil where there is none, or none that can be read.
  var token: PageToken? { pageToken.flatMap { PageToken($0) } }
}
