import ServiceRuntime
import Testing

@Suite("Pace of a lane")
struct PaceTests {
  private let soon = Duration.microseconds(100)
  private let later = Duration.milliseconds(15)
  private let took = Duration.milliseconds(5)

  /// The rests after batches, each of which found messages waiting.
  private func rests(_ sizes: [Int], batchSize: Int = 200) -> [Duration?] {
    var pace = Pace(batchSize: batchSize)
    return sizes.map { pace.rest(after: $0, waited: soon, took: took) }
  }

  @Test("at a moderate rate, where it waits for messages, a lane never rests")
  func moderate() {
    var pace = Pace(batchSize: 200)
    for _ in 0..<100 { #expect(pace.rest(after: 3, waited: later, took: took) == nil) }
  }

  @Test("a few batches in a row are no reason to rest yet")
  func patient() {
    #expect(rests([3, 3, 3]) == [nil, nil, nil])
  }

  @Test("small batches without a pause between them make it rest, in proportion to what one took")
  func rests() {
    #expect(rests([3, 3, 3, 3, 6]).suffix(2) == [took * 2, took * 2])
  }

  @Test("a rest has an upper bound")
  func bounded() {
    var pace = Pace(batchSize: 200)
    let all = (0..<4).map { _ in pace.rest(after: 3, waited: soon, took: .seconds(1)) }
    #expect(all.last == .milliseconds(25))
  }

  @Test("a backlog is worked off without rest")
  func backlog() {
    #expect(rests(Array(repeating: 200, count: 20)).allSatisfy { $0 == nil })
    #expect(rests(Array(repeating: 50, count: 20)).allSatisfy { $0 == nil })
  }

  @Test("where a rest gathers nothing, or the queue was empty meanwhile, the lane is patient again")
  func over() {
    #expect(rests([3, 3, 3, 3, 1, 3, 3, 3]).suffix(4) == [nil, nil, nil, nil])
    var pace = Pace(batchSize: 200)
    for _ in 0..<4 { _ = pace.rest(after: 3, waited: soon, took: took) }
    #expect(pace.rest(after: 3, waited: later, took: took) == nil)
    #expect(pace.rest(after: 3, waited: soon, took: took) == nil)
  }

  @Test("a lane that takes one message at a time does not rest")
  func single() {
    #expect(rests(Array(repeating: 1, count: 20), batchSize: 1).allSatisfy { $0 == nil })
  }
}
