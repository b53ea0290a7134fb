import ConsoleDomain

/// A kind of things that wait for a person, as the page shows it.
struct WaitingTile: Sendable {
  /// Whoever looks at the day does not wait for a service as long as whoever wants its list.
  static let patience = Duration.milliseconds(1500)

  let count: String
  let label: String
  /// Nil where the roles do not lead there.
  let address: String?
  /// `wait` where something is to be done, `away` where the service does not say.
  let tone: String
  let isAway: Bool
  /// What decides about the order.
  let isMine: Bool
  let waits: Bool

  init(_ kind: WaitingKind, _ answer: Result<Int, DeskFailure>, _ visit: Visit) {
    address = visit.mayEnter(kind.area) ? kind.address : nil
    isMine = kind.commands.contains(where: visit.may)
    switch answer {
    case .success(let number):
      count =
        number > WaitingKind.most
        ? "\(WaitingKind.most)+" : Money.number(number, in: visit.language)
      label = visit.word("today.\(kind.rawValue)-\(number == 1 ? "one" : "many")")
      waits = number > 0
      isAway = false
      tone = number > 0 ? "wait" : "none"
    case .failure:
      count = "?"
      label = visit.word("today.\(kind.rawValue)-many")
      waits = true
      isAway = true
      tone = "away"
    }
  }

  /// All of them, asked for at the same time, in the order of the page.
  static func all(_ visit: Visit, deadLetters: Int) async -> [WaitingTile] {
    let mark = WaitingCounts.Mark(told: visit.console.live.told, commands: visit.console.desk.commands)
    return await withTaskGroup(of: (Int, WaitingTile).self) { tasks in
      for (place, kind) in WaitingKind.allCases.enumerated() {
        tasks.addTask {
          let answer = await visit.console.waiting.count(of: kind, as: mark) {
            await Result { () async throws(DeskFailure) in
              try await kind.count(visit, deadLetters: deadLetters)
            }
          }
          return (place, WaitingTile(kind, answer, visit))
        }
      }
      var tiles: [(Int, WaitingTile)] = []
      for await tile in tasks { tiles.append(tile) }
      return tiles.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}

extension Result where Failure == DeskFailure {
  /// What a question brought, or what kept it from it.
  init(_ body: () async throws(DeskFailure) -> Success) async {
    do throws(DeskFailure) {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }
}
