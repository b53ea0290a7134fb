import Identity
import TestStack
import Testing
import Vocabulary

@Suite("Telephone numbers that are one person's (R4)")
struct PhoneNumberTests {
  @Test(
    "R4: a number is read by the plan of its country",
    arguments: [
      ("+39 (0)6 1234 5678", nil, "+390612345678"), ("0039 (0)6 1234 5678", nil, "+390612345678"),
      ("+39 333 123 4576", nil, "+393331234576"), ("392 123 4576", "IT", "+393921234576"),
      ("39 06 1234 5678", "IT", "+390612345678"), ("39 392 123 4576", "IT", "+393921234576"),
      ("+33 (0)6 39 98 12 34", nil, "+33639981234"), ("+34 (0)612 34 56 87", nil, "+34612345687"),
      ("+36 (0)20 123 4567", nil, "+36201234567"), ("+66 (0)2 123 4576", nil, "+6621234576"),
      ("+33 （0）6 39 98 12 34", nil, "+33639981234"),
      ("+370 8 612 34567", nil, "+37061234567"), ("8 612 34567", "LT", "+37061234567"),
      ("+370 612 34567", nil, "+37061234567"), ("+36 06 20 123 4567", nil, "+36201234567"),
      ("+1 1 415 555 0132", nil, "+14155550132"),
      ("49 30 1234567", "DE", "+49301234567"), ("49 (0)30 1234567", "DE", "+49301234567"),
      ("030 1234567", "DE", "+49301234567"), ("43 664 1234567", "AT", "+436641234567"),
      ("0664 1234567", "AT", "+436641234567"), ("352 621 123 456", "LU", "+352621123456"),
      ("621 123 456", "LU", "+352621123456"), ("35 21 23 87", "LU", "+35235212387"),
      ("32 2 123 45 76", "BE", "+3221234576"), ("3 212 34 65", "BE", "+3232123465"),
      ("(55) 99123-4567", "BR", "+5555991234567"), ("55 11 99123 4567", "BR", "+5511991234567"),
      ("47 41 23 45 76", "NO", "+4741234576"), ("47 12 34 65", "NO", "+4747123465"),
      ("+0033 6 39 98 12 34", nil, "+33639981234"), ("00 33 6 39 98 12 34", nil, "+33639981234"),
      ("\u{202A}+33 6 39 98 12 34\u{202C}", nil, "+33639981234"),
    ] as [(String, String?, String)])
  func plans(text: String, country: String?, expected: String) {
    #expect(PhoneNumber.international(text, country: country) == expected)
  }

  @Test(
    "R4: a number ends where an extension or another one begins",
    arguments: [
      ("06 39 98 12 34 #12", "FR", "+33639981234"), ("06 39 98 12 34 / 01 23 45 67 89", "FR", "+33639981234"),
      ("06 39 98 12 34,12", "FR", "+33639981234"), ("06 39 98 12 34 poste 12", "FR", "+33639981234"),
      ("06 39 98 12 34 ext. 12", "FR", "+33639981234"), ("06 39 98 12 34 - 01 70 18 99 00", "FR", "+33639981234"),
      ("06 39 98 12 34 / 35", "FR", "+33639981234"), ("06 39 98 12 34 ou +32 470 12 34 56", "FR", "+33639981234"),
      ("+49 30 1234567 #12", nil, "+49301234567"), ("+49 30 1234567,,12", nil, "+49301234567"),
      ("+49 30 1234567 ext. 12", nil, "+49301234567"), ("+49 30 1234567;ext=12", nil, "+49301234567"),
      ("+49 30 1234567*12", nil, "+49301234567"), ("030 1234567 / 0171 2345678", "DE", "+49301234567"),
      ("333 123 4576 / 334 765 4312", "IT", "+393331234576"), ("612 34 56 87/913 45 67 98", "ES", "+34612345687"),
      // These stand inside numbers, too.
      ("030/1234567", "DE", "+49301234567"), ("0470/12.34.56", "BE", "+32470123456"),
      ("06/39/98/12/04", "FR", "+33639981204"), ("06,39,98,12,34", "FR", "+33639981234"),
      ("06-39-98-12-34", "FR", "+33639981234"), ("033203/123465", "DE", "+4933203123465"),
      ("0049 1512/3456789", nil, "+4915123456789"),
    ] as [(String, String?, String)])
  func ends(text: String, country: String?, expected: String) {
    #expect(PhoneNumber.international(text, country: country) == expected)
  }

  @Test(
    "numbers that are typed where there is none are nobody's",
    arguments: [
      ("0000000000", "FR"), ("+33000000000", nil), ("0666666666", "FR"), ("0600000000", "FR"), ("1111111111", "US"),
      ("00 00 00 00", "DK"), ("+352 22222222", nil), ("+0000000000", nil),
    ] as [(String, String?)])
  func nobodys(text: String, country: String?) {
    #expect(PhoneNumber.international(text, country: country) == nil)
  }

  @Test(
    "what has the form of a number is one, whatever country's, and whoever's",
    arguments: [
      "06 12 34 56 78", "+33 6 12 34 56 78", "0033612345678", "23 45 67", "0600000000", "tel: 030/1234567",
      "+1 (415) 555-0132",
      "06 39 98 12 34 poste 12", "٠٦١٢٣٤٥٦٧٨",
    ])
  func numbers(text: String) {
    #expect(PhoneNumber.isNumber(text))
  }

  @Test(
    "what has no number in it is none",
    arguments: [
      "call me", "", "-", "n/a", "12", "12345", "+33", "+33 6 12", "06 12 poste 34 56 78", "at 5 pm",
      "camille@example.org",
      "1234567890123456",
    ])
  func noNumbers(text: String) {
    #expect(!PhoneNumber.isNumber(text))
  }

  @Test("what the plans of larger countries read as a number has the form of one", arguments: 0..<64 as Range<UInt64>)
  func read(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let characters = ["0", "1", "2", "5", "6", "7", "9", " ", ".", "-", "/", "+", "(0)", "x", ","]
    for _ in 0..<50 {
      let length = Int.random(in: 0...16, using: &generator)
      let text = (0..<length).map { _ in characters.randomElement(using: &generator)! }.joined()
      let isRead = ["FR", "DE", "IT", "US", "BE"].contains { PhoneNumber.international(text, country: $0) != nil }
      #expect(!isRead || PhoneNumber.isNumber(text), "\(text)")
    }
  }

  @Test(
    "numbers that only look a little like those are somebody's",
    arguments: [
      ("06 01 23 45 67", "FR", "+33601234567"), ("06 12 34 56 87", "FR", "+33612345687"),
      ("06 11 22 33 44", "FR", "+33611223344"), ("06 12 34 56 78", "FR", "+33612345678"),
      ("01 23 45 67 89", "FR", "+33123456789"), ("06 00 00 00 01", "FR", "+33600000001"),
      ("030 12345678", "DE", "+493012345678"), ("079 123 45 67", "CH", "+41791234567"),
      ("23 45 67", "NC", "+687234567"), ("412 34 567", "NO", "+4741234567"), ("06 1234 5678", "IT", "+390612345678"),
    ] as [(String, String?, String)])
  func somebodys(text: String, country: String?, expected: String) {
    #expect(PhoneNumber.international(text, country: country) == expected)
  }

  @Test("R4: in any spelling, with anything behind it, a number is one", arguments: 0..<256 as Range<UInt64>)
  func spellings(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func one(_ texts: [String]) -> String { texts.randomElement(using: &generator)! }
    // Country, calling code, trunk prefix, what numbers begin with, how many digits follow.
    let plans: [(country: String, code: String, trunk: String, start: String, rest: Int)] = [
      ("FR", "33", "0", "61", 7), ("DE", "49", "0", "30", 7), ("AT", "43", "0", "664", 7), ("LU", "352", "", "621", 6),
      ("IT", "39", "", "06", 8), ("IT", "39", "", "333", 7), ("ES", "34", "", "61", 7), ("LT", "370", "8", "61", 6),
      ("BE", "32", "0", "47", 7), ("HU", "36", "06", "20", 7), ("GB", "44", "0", "20", 8), ("CH", "41", "0", "79", 7),
      ("US", "1", "1", "415", 7),
    ]
    let plan = plans.randomElement(using: &generator)!
    // Up and down in turn: no row of digits.
    let rest = (0..<plan.rest).map { String(Int.random(in: $0 % 2 == 0 ? 6...8 : 2...4, using: &generator)) }.joined()
    let number = plan.start + rest
    func spaced(_ digits: String) -> String {
      let separator = one(["", " ", ".", "\u{A0}", "-"])
      return digits.map { Int.random(in: 0..<3, using: &generator) == 0 ? "\($0)\(separator)" : "\($0)" }.joined()
    }
    let shown = plan.trunk == "0" ? one(["", "(0)", "0", " (0) "]) : plan.country == "LT" ? one(["", "8 "]) : ""
    let trunk = plan.country == "US" ? one(["", "1 "]) : plan.trunk
    let front = one([
      "+\(plan.code) \(shown)", "00\(plan.code)\(shown)", "+00 \(plan.code) ", "\(plan.code) ", "\(trunk) ",
      "tel:+\(plan.code)",
    ])
    let behind = one([
      "", " #12", ",12", ",,345", " ext. 12", " poste 9", ";ext=3", "*7", " / 0170189900", " ou 01 70 18 99 00", " ; 5",
    ])
    let text = front + spaced(number) + behind
    #expect(
      PhoneNumber.international(text, country: plan.country) == "+\(plan.code)\(number)", "\(text) \(plan.country)")
  }

  @Test("one digit again and again is nobody's in any plan, alone or behind one", arguments: 0..<64 as Range<UInt64>)
  func repeated(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (country, code, length) = [
      ("FR", "33", 9), ("ES", "34", 9), ("US", "1", 10), ("CH", "41", 9), ("MA", "212", 9),
    ]
    .randomElement(using: &generator)!
    var digits = Array(repeating: Int.random(in: 1...9, using: &generator), count: length)
    if Bool.random(using: &generator) { digits[0] = Int.random(in: 1...9, using: &generator) }
    let number = digits.map(String.init).joined()
    for text in ["+\(code)\(number)", "00\(code) \(number)", number] {
      #expect(PhoneNumber.international(text, country: country) == nil, "\(text)")
    }
    // The last digit another.
    let other = String(number.dropLast()) + String((digits[length - 1] + 5) % 10)
    #expect(PhoneNumber.international("+\(code)\(other)") == "+\(code)\(other)")
  }

  @Test(
    "R4: who is known by a number as it was read before is known by it still",
    arguments: [
      ("+39 (0)6 6982 1234", nil, "+39669821234"), ("49 30 1234567", "DE", "+4949301234567"),
      ("+49 30 1234567 #12", nil, "+4930123456712"),
    ] as [(String, String?, String)])
  func formerReading(text: String, country: String?, former: String) throws {
    let hasher = IdentityHasher(try #require(IdentitySecrets([Array(repeating: UInt8(ascii: "k"), count: 32)])))
    let number = try #require(PhoneNumber.international(text, country: country))
    let keys = hasher.keys(phone: text, country: country)
    #expect(keys == hasher.keys(phone: number) + hasher.keys(phone: former))
    #expect(keys.count == 2)
  }
}
