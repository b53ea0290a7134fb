import PostgreSQLClient
import Testing

@Suite("Statement")
struct StatementTests {
  @Test("an interpolated value becomes a placeholder, never text")
  func placeholders() {
    let statement: Statement = "select * from t where a = \("x' or true --") and b = any(\([1, 2]))"
    #expect(statement.sql == "select * from t where a = $1 and b = any($2)")
    #expect("\(statement)" == statement.sql)
  }

  @Test("a fragment's binds are renumbered, text that looks like one is left alone")
  func fragments() {
    let filter: Statement = "a = \(1) and b <> '$1' and c = \(2)"
    let statement: Statement = "select \(0) from t where \(fragment: filter) or \(fragment: filter) limit \(9)"
    #expect(
      statement.sql
        == "select $1 from t where a = $2 and b <> '$1' and c = $3 or a = $4 and b <> '$1' and c = $5 limit $6")
  }

  @Test("more than nine binds of a fragment are renumbered whole")
  func manyBinds() {
    let ten: Statement = "\(1),\(2),\(3),\(4),\(5),\(6),\(7),\(8),\(9),\(10)"
    let statement: Statement = "\(0),\(fragment: ten)"
    #expect(statement.sql == "$1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11")
  }

  @Test("only plain lower-case names are identifiers")
  func identifiers() {
    let table: SQLIdentifier = "user"
    let statement: Statement = "select * from \(identifier: table)"
    #expect(statement.sql == #"select * from "user""#)
    #expect(SQLIdentifier(String(repeating: "a", count: 63)) != nil)
    for name in ["", "a b", "a\"b", "A", "1a", "é", "a;", "a.b", "a\0", String(repeating: "a", count: 64)] {
      #expect(SQLIdentifier(name) == nil, "\(name)")
    }
  }
}
