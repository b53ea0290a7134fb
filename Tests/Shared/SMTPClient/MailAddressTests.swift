import SMTPClient
import TestStack
import Testing

@Suite("Addresses beyond ASCII") struct MailAddressTests {
  /// RFC 3492, section 7.1: by language, what they mean is "why can't they just speak …".
  private static let samples: [(String, String)] = [
    ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"),
    ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
    ("他們爲什麽不說中文", "ihqwctvzc91f659drss3x8bo0yb"),
    ("Pročprostěnemluvíčesky", "Proprostnemluvesky-uyb24dma41a"),
    ("למההםפשוטלאמדבריםעברית", "4dbcagdahymbxekheh6e0a7fei0b"),
    ("यहलोगहिन्दीक्योंनहींबोलसकतेहैं", "i1baa7eci9glrd9b2ae1bj0hfcgg6iyaf8o0a1dig0cd"),
    ("なぜみんな日本語を話してくれないのか", "n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa"),
    ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
    ("PorquénopuedensimplementehablarenEspañol", "PorqunopuedensimplementehablarenEspaol-fmd56a"),
    ("TạisaohọkhôngthểchỉnóitiếngViệt", "TisaohkhngthchnitingVit-kjcr8268qyxafd2f1b9g"),
    ("3年B組金八先生", "3B-ww4c5e180e575a65lsy2b"),
    ("安室奈美恵-with-SUPER-MONKEYS", "-with-SUPER-MONKEYS-pc58ag80a8qai00g7n9n"),
    ("Hello-Another-Way-それぞれの場所", "Hello-Another-Way--fc4qua05auwb3674vfr0b"),
    ("ひとつ屋根の下2", "2-u9tlzr9756bt3uc0v"),
    ("MajiでKoiする5秒前", "MajiKoi5-783gue6qz075azm5e"),
    ("パフィーdeルンバ", "de-jg4avhby1noc0d"),
    ("そのスピードで", "d9juau41awczczp"),
    ("-> $1.00 <-", "-> $1.00 <--"),
  ]

  @Test("Punycode as its RFC has it", arguments: samples)
  func punycode(_ text: String, _ code: String) {
    #expect(Punycode.encoded(text.unicodeScalars) == code)
  }

  @Test(
    "a domain beyond ASCII goes out as A-labels, in lower case and composed; one within goes out as it is",
    arguments: [
      ("zoe@bücher.example", "zoe@xn--bcher-kva.example"), ("zoe@BÜCHER.example", "zoe@xn--bcher-kva.example"),
      ("zoe@bu\u{308}cher.example", "zoe@xn--bcher-kva.example"), ("zoe@faß.de", "zoe@xn--fa-hia.de"),
      ("zoe@ＢÜｃｈｅｒ.example", "zoe@xn--bcher-kva.example"),
      ("ada@παράδειγμα.δοκιμή", "ada@xn--hxajbheg2az3al.xn--jxalpdlp"),
      ("zoë@例え.テスト", "zoë@xn--r8jz45g.xn--zckzah"), ("Ada@Example.ORG", "Ada@Example.ORG"),
      ("ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example"),
    ])
  func domains(_ text: String, _ sent: String) {
    #expect(MailAddress(text)?.text == sent)
  }

  @Test(
    "what has no form that can be sent is no address",
    arguments: [
      "", "ada", "@example.org", "ada@", "ada@.org", "ada@example..org",
      "ada@" + String(repeating: "ü", count: 60) + ".de",
      "ada>@example.org", "a\r\nRCPT TO:<b@c.d>@example.org", "ada@exa mple.org", "ada@example.org\r\nDATA",
      "ada@bü．cher.de", String(repeating: "é", count: 40) + "@example.org",
    ])
  func none(_ text: String) {
    #expect(MailAddress(text) == nil)
  }

  @Test("whatever the scalars, what goes out is one line of ASCII behind the last \"@\"", arguments: 0..<20)
  func anything(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let scalars = (0..<Int.random(in: 1...70, using: &random)).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 1...(Bool.random(using: &random) ? 0x7F : 0x1FFFF), using: &random))
      }
      guard let address = MailAddress("a@" + String(String.UnicodeScalarView(scalars))) else { continue }
      #expect(address.text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ">") })
    }
  }
}
