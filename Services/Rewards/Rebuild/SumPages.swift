import PostgreSQLClient

/// The sums of one set of books, by cause, account and unit, read a page at a time.
struct SumPages {
  /// What a sum is of, in the order in which both sides are read.
  struct Key: Comparable {
    let cause: String
    let account: String
    let unit: String

    static func < (left: Key, right: Key) -> Bool {
      // PostgreSQL compares the bytes (collation "C"), and so must this.
      func bytes(_ key: Key) -> [String.UTF8View] { [key.cause.utf8, key.account.utf8, key.unit.utf8] }
      for (one, other) in zip(bytes(left), bytes(right)) {
        if one.elementsEqual(other) { continue }
        return one.lexicographicallyPrecedes(other)
      }
      return false
    }
  }

  private static let limit = 10_000
  private var page: ResultSet?
  private var position = 0
  private var isLast = false
  private var after = (cause: "", account: "", unit: "")

  /// Whether everything of the last page was looked at, and there may be another.
  var needsMore: Bool { position >= (page?.count ?? 0) && !isLast }

  /// Asks for the sums behind those that were read.
  var nextPage: Statement {
    """
    select cause_id, account, unit, sum(amount)::bigint
    from rewards.ledger_entries
    where (cause_id collate "C", account collate "C", unit collate "C") > (\(after.cause), \(after.account), \(after.unit))
    group by cause_id, account, unit
    order by cause_id collate "C", account collate "C", unit collate "C"
    limit \(Self.limit)
    """
  }

  /// Takes the page that was asked for.
  mutating func take(_ rows: ResultSet) {
    page = rows
    position = 0
    isLast = rows.count < Self.limit
  }

  /// The sum that is next; nil at the end.
  var first: (key: Key, amount: Int)? {
    get throws {
      guard let page, position < page.count else { return nil }
      let (cause, account, unit, amount) = try page[position].decode((String, String, String, Int).self)
      return (Key(cause: cause, account: account, unit: unit), amount)
    }
  }

  /// Goes on to the next sum.
  mutating func advance() {
    if let page, position == page.count - 1,
      let last = try? page[position].decode((String, String, String, Int).self)
    {
      after = (last.0, last.1, last.2)
    }
    position += 1
  }
}
