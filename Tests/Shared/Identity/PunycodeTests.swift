import Identity
import TestStack
import Testing

@Suite("Labels of internationalised domains (RFC 3492)")
struct PunycodeTests {
  @Test(
    "the RFC's own samples (section 7.1)",
    arguments: [
      ("egbpdaj6bu4bxfgehfvwxn", "ليهمابتكلموشعربي؟"), ("ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"),
      ("ihqwctvzc91f659drss3x8bo0yb", "他們爲什麽不說中文"), ("Proprostnemluvesky-uyb24dma41a", "Pročprostěnemluvíčesky"),
      ("4dbcagdahymbxekheh6e0a7fei0b", "למההםפשוטלאמדבריםעברית"),
      ("i1baa7eci9glrd9b2ae1bj0hfcgg6iyaf8o0a1dig0cd", "यहलोगहिन्दीक्योंनहींबोलसकतेहैं"),
      ("n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa", "なぜみんな日本語を話してくれないのか"),
      (
        "989aomsvi5e83db1d2a355cv1e0vak1dwrv93d5xbh15a0dt30a5jpsd879ccm6fea98c",
        "세계의모든사람들이한국어를이해한다면얼마나좋을까"
      ),
      ("b1abfaaepdrnnbgefbaDotcwatmq2g4l", "почемужеонинеговорятпорусски"),
      ("PorqunopuedensimplementehablarenEspaol-fmd56a", "PorquénopuedensimplementehablarenEspañol"),
      ("TisaohkhngthchnitingVit-kjcr8268qyxafd2f1b9g", "TạisaohọkhôngthểchỉnóitiếngViệt"),
      ("3B-ww4c5e180e575a65lsy2b", "3年B組金八先生"),
      ("-with-SUPER-MONKEYS-pc58ag80a8qai00g7n9n", "安室奈美恵-with-SUPER-MONKEYS"),
      ("Hello-Another-Way--fc4qua05auwb3674vfr0b", "Hello-Another-Way-それぞれの場所"), ("2-u9tlzr9756bt3uc0v", "ひとつ屋根の下2"),
      ("MajiKoi5-783gue6qz075azm5e", "MajiでKoiする5秒前"), ("de-jg4avhby1noc0d", "パフィーdeルンバ"),
      ("d9juau41awczczp", "そのスピードで"), ("-> $1.00 <--", "-> $1.00 <-"),
    ])
  func samples(label: String, text: String) {
    #expect(Punycode.decoded(label[...]) == text)
  }

  @Test(
    "what stands for no text is none",
    arguments: ["é", "-kva", "bcher-kv", "bcher-k!a", "99999999999999999", "a-99999"])
  func none(label: String) {
    #expect(Punycode.decoded(label[...]) == nil)
  }

  @Test("what is encoded is decoded, and no label of any letters is too much", arguments: 0..<64 as Range<UInt64>)
  func roundTrip(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let letters = Array("abc019-éßıœяшΩ中文字한글😀\u{E000}\u{10FFFF}".unicodeScalars)
    let scalars = (0..<Int.random(in: 1...20, using: &generator)).map { _ in letters.randomElement(using: &generator)! }
    let text = String(String.UnicodeScalarView(scalars))
    #expect(Punycode.decoded(encoded(scalars)[...]) == text)
    let digits = Array("abcxyz019-")
    _ = Punycode.decoded(String((0..<63).map { _ in digits.randomElement(using: &generator)! })[...])
  }

  /// The other way round (RFC 3492, section 6.3).
  private func encoded(_ scalars: [Unicode.Scalar]) -> String {
    let plain = scalars.filter(\.isASCII).map { Character($0) }
    var text = String(plain) + (plain.isEmpty ? "" : "-")
    var (delta, bias, done, least) = (0, 72, plain.count, 0x80)
    while done < scalars.count {
      let next = scalars.map { Int($0.value) }.filter { $0 >= least }.min()!
      delta += (next - least) * (done + 1)
      for scalar in scalars.map({ Int($0.value) }) where scalar <= next {
        guard scalar == next else {
          delta += 1
          continue
        }
        append(delta, bias: bias, to: &text)
        bias = adapted(delta, count: done + 1, isFirst: done == plain.count)
        (delta, done) = (0, done + 1)
      }
      (delta, least) = (delta + 1, next + 1)
    }
    return text
  }

  private func append(_ delta: Int, bias: Int, to text: inout String) {
    let digits = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    var (rest, position) = (delta, 36)
    while true {
      let threshold = min(max(position - bias, 1), 26)
      guard rest >= threshold else { return text.append(digits[rest]) }
      text.append(digits[threshold + (rest - threshold) % (36 - threshold)])
      (rest, position) = ((rest - threshold) / (36 - threshold), position + 36)
    }
  }

  private func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
    var (rest, steps) = (isFirst ? delta / 700 : delta / 2, 0)
    rest += rest / count
    while rest > 455 { (rest, steps) = (rest / 35, steps + 36) }
    return steps + 36 * rest / (rest + 38)
  }
}
