import MessageHandling
import Messages
import PostgreSQLClient
import Vocabulary

/// The statements that answer the questions of a batch for one list: one for each set of filters that is asked for.
struct PageStatements<List: PagedList> {
  /// A question in a batch.
  struct Request {
    let messageID: MessageID
    let question: List.Question
    let after: PageToken?
    let size: Int
  }

  let list: List
  let now: Timestamp

  /// For each question its page and one thing more, where there is one.
  ///
  /// Conditions that nobody asked for are not there at all: with them the planner could use no index that begins with a filter.
  /// The largest page and one more, 201, stands in the statement: of a limit that only the question knows the planner takes it
  /// that it lets a tenth of all rows through, and would rather sort them all. No row is read for it beyond the page.
  func pages(_ requests: [Request]) -> [Statement] {
    let shapes = Dictionary(grouping: requests) { request in
      [request.after != nil, List.isOldestFirst(request.question)]
        + List.filters.map { $0.isAskedFor(request.question) }
    }
    return shapes.sorted { $0.key.lexicographicallyPrecedes($1.key) { !$0 && $1 } }.map { shape, requests in
      let filters = zip(List.filters, shape.dropFirst(2)).compactMap { $1 ? $0 : nil }
      return page(requests, filters, isContinued: shape[0], isOldestFirst: shape[1])
    }
  }

  private func page(
    _ requests: [Request], _ filters: [ListFilter<List.Question>], isContinued: Bool,
    isOldestFirst: Bool
  ) -> Statement {
    let way: Statement = isOldestFirst ? "asc" : "desc"
    let further: Statement = isOldestFirst ? ">" : "<"
    let questions = requests.map(\.question)
    let values = filters.reduce("" as Statement) { "\(fragment: $0), \(fragment: $1.values(questions))" }
    let names = filters.reduce("" as Statement) { "\(fragment: $0), \(fragment: $1.name)" }
    let conditions = filters.reduce(list.condition(at: now)) { "\(fragment: $0) and \(fragment: $1.condition(now))" }
    let behind: Statement =
      isContinued
      ? "and (\(fragment: List.instant), \(fragment: List.id)) \(fragment: further) (q.page_instant, q.page_id)" : ""
    return """
      select q.page_message_id, page.*
      from unnest(
        \(requests.map(\.messageID)), \(requests.map { $0.after?.instant }), \(requests.map { $0.after?.id }),
        \(requests.map(\.size))\(fragment: values)
      ) as q (page_message_id, page_instant, page_id, page_size\(fragment: names))
      cross join lateral (
        select bounded.*
        from (
          select \(fragment: List.columns), \(fragment: List.instant) as page_instant, \(fragment: List.id) as page_id
          from \(fragment: List.source)
          where \(fragment: conditions) \(fragment: behind)
          order by \(fragment: List.instant) \(fragment: way), \(fragment: List.id) \(fragment: way)
          limit 201
        ) bounded
        order by bounded.page_instant \(fragment: way), bounded.page_id \(fragment: way)
        limit q.page_size + 1
      ) page
      order by q.page_message_id, page.page_instant \(fragment: way), page.page_id \(fragment: way)
      """
  }

  /// Which of some tokens name a thing that is, or was, listed.
  func known(_ tokens: [PageToken]) -> Statement {
    """
    select q.page_instant, q.page_id
    from unnest(\(tokens.map(\.instant)), \(tokens.map(\.id))) as q (page_instant, page_id)
    where exists (
      select from \(fragment: List.source)
      where \(fragment: List.id) = q.page_id and \(fragment: List.hasTokenInstant)
    )
    """
  }
}
