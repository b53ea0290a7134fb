import MessageHandling
import Messages
import PostgreSQLClient
import Vocabulary

/// Says what is held, to be paid and claimed back at present, and what is due on some days (W6, W9).
package struct GetRewardsOverviewHandler: CommandHandler {
  /// What holds for whoever asks, and the days by the question.
  package struct State: Sendable {
    fileprivate var now = GetRewardsOverview.Result()
    fileprivate var days: [MessageID: [GetRewardsOverview.DueDay]] = [:]
  }

  package init() {}

  package func load(_ messages: [Incoming<GetRewardsOverview>], in transaction: Transaction) async throws -> State {
    let results = try await transaction.query([
      OverviewStatements.selectHeld, OverviewStatements.selectDue, OverviewStatements.selectClaims,
      OverviewStatements.selectDays(messages.map(\.data)),
    ])
    var state = State()
    state.now.held = try results[0].decode((HeldBecause, Int, Cents).self).map {
      GetRewardsOverview.HeldFigure(reason: $0.0, count: $0.1, amountCents: $0.2)
    }
    state.now.due = try results[1].decode((InstalmentState, Int, Cents).self).map {
      GetRewardsOverview.DueFigure(state: $0.0, count: $0.1, amountCents: $0.2)
    }
    for (count, cents, credits) in try results[2].decode((Int, Cents, Int).self) {
      state.now.openClaims = count
      state.now.claimedCents = cents
      state.now.claimedCredits = credits
    }
    for (number, day, what, count, cents) in try results[3].decode((Int, CalendarDay, InstalmentState, Int, Cents).self)
    {
      state.days[messages[number - 1].id, default: []]
        .append(GetRewardsOverview.DueDay(dueOn: day, state: what, count: count, amountCents: cents))
    }
    return state
  }

  package func decide(
    _ message: Incoming<GetRewardsOverview>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> GetRewardsOverview.Result {
    var result = state.now
    result.days = state.days[message.id] ?? []
    return result
  }

  package static let changesNothing = true

  package func save(_ state: State) -> [Statement] { [] }
}
