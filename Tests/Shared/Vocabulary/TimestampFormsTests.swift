import TestStack
import Testing
import Vocabulary

/// Times as other systems write them: what has one meaning is read as that, whatever its form.
@Suite("Forms of times")
struct TimestampFormsTests {
  @Test("an instant is read out of each of its forms, cut to microseconds", arguments: 1...500 as ClosedRange<UInt64>)
  func oneMeaning(seed: UInt64) {
    var randomness = SeededGenerator(seed: seed)
    // From 1970 to 9000, in the zone that it is written in.
    let local = Timestamp(microseconds: Int64.random(in: 0...221_845_000_000_000_000, using: &randomness))
    let form = Form(using: &randomness)
    let (text, instant) = form.write(local, using: &randomness)
    #expect(Timestamp(text) == instant, "\(text)")
  }

  @Test(
    "without its offset no form is a time, and what is said tells what to send",
    arguments: 1...200 as ClosedRange<UInt64>)
  func noOffset(seed: UInt64) {
    var randomness = SeededGenerator(seed: seed)
    let local = Timestamp(microseconds: Int64.random(in: 0...221_845_000_000_000_000, using: &randomness))
    var form = Form(using: &randomness)
    form.offset = nil
    let text = form.write(local, using: &randomness).text
    #expect(Timestamp(text) == nil, "\(text)")
    #expect(Timestamp.defect(of: text).contains("without an offset"), "\(text)")
  }

  @Test("what has two meanings is no time, and what is said tells which", arguments: 1...200 as ClosedRange<UInt64>)
  func twoMeanings(seed: UInt64) {
    var randomness = SeededGenerator(seed: seed)
    let (day, month) = (Int.random(in: 1...28, using: &randomness), Int.random(in: 1...12, using: &randomness))
    let year = Int.random(in: 1990...2040, using: &randomness)
    let separator = ["/", ".", "-"].randomElement(using: &randomness)!
    let order = [[day, month, year], [month, day, year]].randomElement(using: &randomness)!
    let time = ["", " 10:00", "T10:00:00Z", " 10:00:00+01:00"].randomElement(using: &randomness)!
    let date = order.map(String.init).joined(separator: separator) + time
    #expect(Timestamp(date) == nil)
    #expect(Timestamp.defect(of: date).contains("which number is the day"), "\(date)")
    let number = String(Int64.random(in: -4_000_000_000...4_000_000_000_000_000, using: &randomness))
    #expect(Timestamp(number) == nil)
    #expect(Timestamp.defect(of: number) == Timestamp.numberDefect, "\(number)")
  }

  @Test(
    "no text of any kind ends the program, and what is said never holds it", arguments: 1...2_000 as ClosedRange<UInt64>
  )
  func anything(seed: UInt64) {
    var randomness = SeededGenerator(seed: seed)
    let local = Timestamp(microseconds: Int64.random(in: 0...221_845_000_000_000_000, using: &randomness))
    var characters = Array(Form(using: &randomness).write(local, using: &randomness).text)
    let others = Array("0123456789-+:.,TZz UTCé漢\u{0}\u{301}")
    for _ in 0..<Int.random(in: 1...4, using: &randomness) {
      let place = Int.random(in: 0..<characters.count, using: &randomness)
      switch Int.random(in: 0...2, using: &randomness) {
      case 0: characters[place] = others.randomElement(using: &randomness)!
      case 1: characters.insert(others.randomElement(using: &randomness)!, at: place)
      default: if characters.count > 1 { characters.remove(at: place) }
      }
    }
    let text = String(characters)
    guard let instant = Timestamp(text) else {
      let said = Timestamp.defect(of: text)
      #expect(said.hasPrefix("is not an RFC 3339 time: "))
      #expect(text.count < 8 || !said.contains(text), "\(text)")
      return
    }
    #expect(Timestamp(instant.description) == instant, "\(text)")
  }
}

/// One way to write a time.
private struct Form {
  /// Seconds east of UTC; nil where none is written.
  var offset: Int64?
  let digits: Int
  let hasSeconds: Bool

  init(using randomness: inout SeededGenerator) {
    let minutes = [0, 60, 120, -300, 330, -210, 840, -720, 1].randomElement(using: &randomness)!
    offset = Int64(minutes) * 60
    hasSeconds = Int.random(in: 0...4, using: &randomness) > 0
    digits = hasSeconds ? [0, 0, 1, 3, 6, 7, 9, 12, 30].randomElement(using: &randomness)! : 0
  }

  /// A text of a local time, and the instant that it means.
  func write(_ local: Timestamp, using randomness: inout SeededGenerator) -> (text: String, instant: Timestamp) {
    let (seconds, micros) = (local.microseconds / 1_000_000, local.microseconds % 1_000_000)
    let whole = Timestamp(microseconds: seconds * 1_000_000).description
    var text = whole.prefix(10) + ["T", "t", " "].randomElement(using: &randomness)! + whole.dropFirst(11).prefix(8)
    var kept = seconds * 1_000_000
    if !hasSeconds {
      text.removeLast(3)
      kept -= seconds % 60 * 1_000_000
    } else if digits > 0 {
      let six = String(1_000_000 + micros).dropFirst()
      // Behind the sixth nothing counts, however near to the next microsecond.
      let all = six + String(repeating: "9", count: 30)
      text += [".", ","].randomElement(using: &randomness)! + all.prefix(digits)
      kept += Int64((six.prefix(digits) + "000000").prefix(6))!
    }
    guard let offset else { return (String(text), Timestamp(microseconds: kept)) }
    return (String(text) + written(offset, using: &randomness), Timestamp(microseconds: kept - offset * 1_000_000))
  }

  private func written(_ offset: Int64, using randomness: inout SeededGenerator) -> String {
    let blank = Bool.random(using: &randomness) ? " " : ""
    if offset == 0, Bool.random(using: &randomness) {
      return blank + ["Z", "z", "UTC", "utc", "GMT"].randomElement(using: &randomness)!
    }
    let sign = offset < 0 ? "-" : offset == 0 ? ["+", "-"].randomElement(using: &randomness)! : "+"
    let (hours, minutes) = (abs(offset) / 3600, abs(offset) / 60 % 60)
    let two = { (number: Int64) in String(100 + number).dropFirst() }
    if minutes == 0, Bool.random(using: &randomness) { return blank + sign + two(hours) }
    return blank + sign + two(hours) + (Bool.random(using: &randomness) ? ":" : "") + two(minutes)
  }
}
