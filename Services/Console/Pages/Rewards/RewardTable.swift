/// Rows of a table, and whether there are any: a template draws the table around them once.
struct RewardTable<Row: Sendable>: Sendable {
  let rows: [Row]
  let hasRows: Bool

  init(_ rows: [Row]) {
    self.rows = rows
    hasRows = !rows.isEmpty
  }
}
