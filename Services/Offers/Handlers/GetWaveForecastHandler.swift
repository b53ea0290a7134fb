import Messages
import OffersDomain
import PolicyVersions
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Says which waves of an offer are still to come: how many members each, never who (A1, O5).
package struct GetWaveForecastHandler: CommandHandler {
  /// How many waves are answered at most; one member a wave is a policy that may be.
  private static let most = 100

  private let policies: PolicyStatements<WavePolicy>

  package init(policy: WavePolicy) {
    policies = PolicyStatements(policy)
  }

  /// Which offers there are, and what is expected of those that are open.
  package struct State: Sendable {
    let known: Set<OfferID>
    let expectations: [OfferID: Expectation]
  }

  package func load(_ messages: [Incoming<GetWaveForecast>], in transaction: Transaction) async throws -> State {
    let now = messages.first?.receivedAt ?? .now
    let ids = messages.map(\.data.offerId)
    let results = try await transaction.query([policies.inForce(at: now), OfferStatements.known(ids)])
    let policy = try policies.terms(results[0])
    return State(
      known: Set(try results[1].decode(OfferID.self)),
      expectations: try await Expectation.read(of: ids, policy: policy, at: now, in: transaction))
  }

  package func decide(
    _ message: Incoming<GetWaveForecast>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> GetWaveForecast.Result {
    let id = message.data.offerId
    guard state.known.contains(id) else { throw Problem(.offerNotFound) }
    guard let expectation = state.expectations[id] else { return GetWaveForecast.Result(waves: [], later: 0) }
    let waves = expectation.waves(limit: Self.most).map { wave in
      OfferWave(wave: wave.forecast.wave, level: wave.level, members: wave.members, at: wave.forecast.at)
    }
    let told = waves.reduce(0) { $0 + $1.members }
    return GetWaveForecast.Result(waves: waves, later: expectation.waiting.values.reduce(0, +) - told)
  }

  package static let changesNothing = true

  package func save(_ state: State) -> [Statement] { [] }
}
