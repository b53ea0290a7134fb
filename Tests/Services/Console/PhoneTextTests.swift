import ConsoleDomain
import Testing

@Suite("Telephone numbers") struct PhoneTextTests {
  @Test(
    "a French number is read by pairs, any other as it was given; what is dialled holds no spaces",
    arguments: [
      ("+33612345678", "+33\u{A0}6\u{A0}12\u{A0}34\u{A0}56\u{A0}78", "tel:+33612345678"),
      ("+3361234567", "+3361234567", "tel:+3361234567"), ("+33612345678 ", "+33612345678 ", "tel:+33612345678"),
      ("+33A12345678", "+33A12345678", "tel:+3312345678"), ("06 12 34 56 78", "06 12 34 56 78", "tel:0612345678"),
      ("+442071234567", "+442071234567", "tel:+442071234567"), ("", "", "tel:"),
    ])
  func text(number: String, grouped: String, link: String) {
    #expect(PhoneText.grouped(number) == grouped && PhoneText.link(number) == link)
  }
}
