import PostgreSQLClient
import Testing

@Suite("Migration history")
struct MigrationHistoryTests {
  private func line(_ number: Int, wanted: String?, applied: String?, name: String = "a") -> MigrationHistory.Line {
    MigrationHistory.Line(number: number, wanted: wanted.map { ("a", $0) }, applied: applied.map { (name, $0) })
  }

  @Test("what was applied unchanged is done, the rest is pending")
  func pending() throws {
    let history = MigrationHistory(lines: [
      line(1, wanted: "x", applied: "x"), line(2, wanted: "y", applied: nil), line(3, wanted: "z", applied: nil),
    ])
    #expect(try history.pending() == [2, 3])
    #expect(try MigrationHistory(lines: []).pending() == [])
  }

  @Test("a database that is ahead of this build is accepted, so that two versions run side by side")
  func ahead() throws {
    let history = MigrationHistory(lines: [line(1, wanted: "x", applied: "x"), line(2, wanted: nil, applied: "y")])
    #expect(try history.pending() == [])
  }

  @Test("a changed, renamed, missing or skipped migration is refused")
  func refused() {
    let histories = [
      [line(1, wanted: "x", applied: "y")],
      [line(1, wanted: "x", applied: "x", name: "b")],
      [line(1, wanted: nil, applied: "x"), line(2, wanted: "y", applied: nil)],
      [line(1, wanted: "x", applied: nil), line(2, wanted: "y", applied: "y")],
    ]
    for lines in histories {
      let error = #expect(throws: MigrationError.self) { try MigrationHistory(lines: lines).pending() }
      #expect(error?.code == .historyDiffers)
      #expect(error?.isRetriable == false)
    }
  }
}
