import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// The trails of all services as one list.
enum AuditList {
  /// How many lines a page has.
  private static let lines = 50
  /// How many times services are asked for one page: a person who decided little is looked for page by page.
  private static let rounds = 4

  struct View: Sendable {
    let services: [Choice]
    let since: String
    let person: String?
    /// Who is looked at, where a line says so.
    let personName: String?
    let everybody: String
    let formToken: String
    let lines: [AuditLine]
    let isEmpty: Bool
    let pager: PagerView?
    /// Whether more may be found further back.
    let goesOn: Bool
  }

  @Sendable static func show(_ visit: Visit) async throws -> Response {
    let trails = visit.query["service"].flatMap { AuditTrail.of($0) }.map { [$0] } ?? AuditTrail.all
    let names = Set(trails.map(\.service))
    let day = visit.query["since"].flatMap { CalendarDay($0) }
    let book: TrailBook
    if let token = visit.pageToken {
      guard let read = TrailBook(token, among: names) else { throw HTTPError(.notFound) }
      book = read
    } else {
      book = TrailBook(beginning: names)
    }
    let mark = visit.query["who"].flatMap { $0.isEmpty ? nil : $0 }
    var merge = TrailMerge(book)
    let found = try await read(&merge, trails, since: day.map { visit.clock.begin(of: $0) }, mark, visit)
    let next = merge.book.token
    var filters = visit.query
    for name in ["who", "page"] { filters[name] = nil }
    let query = FormText.text(filters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    return try visit.page(
      "audit", title: "audit.title",
      View(
        services: AuditTrail.all.map { trail in
          Choice(
            value: trail.service, label: visit.word("audit.service-\(trail.service)"),
            isChosen: trail.service == visit.query["service"])
        }, since: day?.rawValue ?? "", person: mark, personName: mark == nil ? nil : found.first?.correction.actor,
        everybody: query.isEmpty ? "/audit" : "/audit?" + query, formToken: visit.session.formToken,
        lines: found.map { AuditLine($0, filters: filters, visit) }, isEmpty: found.isEmpty,
        pager: visit.pager(next: next), goesOn: found.isEmpty && next != nil))
  }

  /// The lines of a page; services are asked side by side, as often as it takes, but not for ever.
  private static func read(
    _ merge: inout TrailMerge, _ trails: [AuditTrail], since: Timestamp?, _ mark: String?, _ visit: Visit
  ) async throws -> [TrailMerge.Line] {
    var found: [TrailMerge.Line] = []
    var round = 0
    while found.count < lines {
      let wanted = merge.wanted
      if !wanted.isEmpty {
        guard round < rounds else { break }
        round += 1
        let size = mark == nil ? lines : 200
        let pages = try await withThrowingTaskGroup(of: (String, AuditTrail.Page).self) { tasks in
          for (service, page) in wanted {
            guard let trail = trails.first(where: { $0.service == service }) else { continue }
            tasks.addTask { (service, try await trail.ask(visit, since: since, size: size, token: page)) }
          }
          var pages: [(String, AuditTrail.Page)] = []
          for try await answer in tasks { pages.append(answer) }
          return pages
        }
        for (service, page) in pages { merge.take(page.corrections, next: page.next, from: service) }
      } else if let line = merge.next() {
        guard mark == nil || PersonMark(line.correction.actor, in: visit.session).text == mark else { continue }
        found.append(line)
      } else {
        break
      }
    }
    return found
  }

  /// A person is looked up by what a form sends: who they are stands in no address.
  @Sendable static func find(_ visit: Visit, _ fields: [String: String]) async throws -> Response {
    var query: [(String, String)] = []
    for name in ["service", "since"] {
      if let value = fields[name], !value.isEmpty { query.append((name, value)) }
    }
    let person = (fields["person"] ?? "").trimmingCharacters
    if person.isEmpty {
      let text = visit.word("audit.nobody-named")
      visit.console.sessions.change(visit.sessionKey) { $0.notices.append(Session.Notice(text: text, isGood: false)) }
    } else {
      query.append(("who", PersonMark(person, in: visit.session).text))
    }
    return PageResponse.redirect(to: query.isEmpty ? "/audit" : "/audit?" + FormText.text(query))
  }
}
