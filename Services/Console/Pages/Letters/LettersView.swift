import ConsoleDomain
import CooptCommandLine
import Vocabulary

/// Which part of the area is shown.
struct LettersTabs: Sendable {
  var isLetters = false
  var isTrail = false
  var isHooks = false
}

/// Letters by cause.
struct LettersView: Sendable {
  /// Letters with one cause.
  struct Group: Sendable {
    let address: String
    let cause: String
    let lane: String
    let type: String?
    let count: String
    let oldest: String?
    let newest: String?
  }

  let tabs = LettersTabs(isLetters: true)
  let groups: [Group]
  let isEmpty: Bool
  let total: String
  let causes: String
  let isOne: Bool
  let isOneCause: Bool
  let oldest: String?
  /// Says that only some were looked at.
  let partial: String?
  /// Says whose letters somebody works on.
  let busy: String?

  init(_ overview: LetterOverview, _ visit: Visit) {
    let language = visit.language
    let all = overview.groups
    groups = all.map { group in
      Group(
        address: "/letters/group?" + FormText.text(group.cause.fields),
        cause: LettersWords.cause(group.code, visit), lane: group.lane ?? group.queue, type: group.type,
        count: Money.number(group.count, in: language), oldest: group.oldest.map { visit.clock.text($0) },
        newest: group.newest.map { visit.clock.text($0) })
    }
    isEmpty = all.isEmpty && overview.busy.isEmpty
    total = Money.number(overview.total, in: language)
    causes = Money.number(all.count, in: language)
    (isOne, isOneCause) = (overview.total == 1, all.count == 1)
    oldest = all.compactMap(\.oldest).min().map { visit.clock.text($0) }
    partial = !overview.partial.isEmpty ? LettersWords.partial(visit) : nil
    busy = LettersWords.busy(overview.busy, visit)
  }
}

/// The letters of one cause.
struct LetterGroupView: Sendable {
  /// One of them.
  struct Letter: Sendable {
    let address: String
    let id: String
    let since: String?
    let messageId: String?
    let detail: String?
  }

  let cause: String
  let queue: String
  let lane: String
  let type: String?
  let count: String
  let letters: [Letter]
  let isEmpty: Bool
  let partial: String?
  let busy: String?
  let pager: PagerView?
  let replay: String?
  let discard: String?

  init(_ cause: LetterCause, _ overview: LetterOverview, _ visit: Visit) {
    let all = overview.letters(of: cause)
    let from = min(max(0, visit.pageToken.flatMap { Int($0) } ?? 0), all.count)
    let shown = all[from...].prefix(Self.size)
    self.cause = LettersWords.cause(cause.code, visit)
    (queue, lane, type) = (cause.queue, cause.lane ?? cause.queue, cause.type)
    count = Money.number(all.count, in: visit.language)
    letters = shown.map { letter in
      Letter(
        address: "/letters/letter/\(letter.queue)/\(letter.id)", id: letter.id,
        since: letter.since.map { visit.clock.text($0) }, messageId: letter.messageId, detail: letter.detail)
    }
    isEmpty = all.isEmpty
    partial = overview.partial.contains(cause.queue) ? LettersWords.partial(visit) : nil
    busy = LettersWords.busy(overview.busy.filter { $0 == cause.queue }, visit)
    pager = visit.pager(next: shown.endIndex < all.count ? "\(shown.endIndex)" : nil)
    let plan = "/letters/plan?" + FormText.text(cause.fields)
    replay = visit.may(RoleTable.letters("replay")) && !all.isEmpty ? plan + "&action=replay" : nil
    discard = visit.may(RoleTable.letters("discard")) && !all.isEmpty ? plan + "&action=discard" : nil
  }

  private static let size = 50
}
