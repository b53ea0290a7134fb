import PostgreSQLClient
import Testing

@Suite("Prepared statements")
struct PreparedStatementCacheTests {
  private func key(_ statement: Statement) -> PreparedStatementCache.Key { PreparedStatementCache.Key(statement) }

  @Test("a statement is prepared once")
  func once() {
    var cache = PreparedStatementCache(limit: 2)
    let first = cache.plan(for: key("select 1"))
    let second = cache.plan(for: key("select 1"))
    #expect(first.mustPrepare && !second.mustPrepare)
    #expect(first.name == second.name)
  }

  @Test("the longest unused is evicted, and gets a new name when it comes back")
  func eviction() {
    var cache = PreparedStatementCache(limit: 2)
    let one = cache.plan(for: key("select 1"))
    let two = cache.plan(for: key("select 2"))
    _ = cache.plan(for: key("select 1"))
    let three = cache.plan(for: key("select 3"))
    #expect(three.evicted == two.name)
    let again = cache.plan(for: key("select 2"))
    #expect(again.mustPrepare && again.name != two.name)
    #expect(again.evicted == one.name)
    #expect(cache.count == 2)
  }

  @Test("a preparation that failed is not taken for done; one that went stale is to be deallocated")
  func forgetting() {
    var cache = PreparedStatementCache(limit: 2)
    _ = cache.plan(for: key("select 1"))
    cache.forget(key("select 1"))
    #expect(cache.takeOrphans().isEmpty)
    let again = cache.plan(for: key("select 1"))
    #expect(again.mustPrepare)
    cache.retire(key("select 1"))
    #expect(cache.takeOrphans() == [again.name])
    #expect(cache.takeOrphans().isEmpty)
    let held = [cache.plan(for: key("select 2")).name, cache.plan(for: key("select 3")).name]
    cache.retireAll()
    #expect(cache.count == 0)
    #expect(cache.takeOrphans().sorted() == held.sorted())
    #expect(cache.plan(for: key("select 2")).mustPrepare)
  }
}
