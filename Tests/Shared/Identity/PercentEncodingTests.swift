import Foundation
import Identity
import TestStack
import Testing

@Suite("Percent-encoding as it was read before (R4)")
struct PercentEncodingTests {
  private static let parts = [
    "%", "%2", "%20", "%C3%A9", "%C3", "a", "é", "%e2%82%ac", "%00", "1", "F", "g", "%EF%BB%BF", "\u{FEFF}",
    "%ED%A0%80",
    "%F0%9F%98%80", "%2F", "%25", "%252F", "%zz", "+", "%C0%AF",
  ]

  @Test(
    "R4: a text is what Foundation reads in it, of which former names were made", arguments: 0..<16 as Range<UInt64>)
  func decoded(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<1_000 {
      let text = (0..<Int.random(in: 0...6, using: &generator)).map { _ in Self.parts.randomElement(using: &generator)!
      }
      .joined()
      let (ours, theirs) = (PercentEncoding.decoded(text), text.removingPercentEncoding)
      #expect(ours.map { Array($0.utf8) } == theirs.map { Array($0.utf8) }, "\(text)")
    }
  }
}
