import ConsoleService
import Testing

@Suite("Addresses that are asked for") struct RequestAddressTests {
  @Test(
    "what the console writes itself is taken",
    arguments: [
      ("/", nil), ("/today", nil), ("/today/", nil), ("/hires/0190-7", "page=abc%3D%3D&state=open"),
      ("/x", "q=%C3%A9t%C3%A9+2026"), ("/x", ""), ("/do/offers/close-offer", nil),
    ] as [(String, String?)])
  func plain(path: String, query: String?) {
    #expect(RequestAddress.defect(path: path, query: query) == nil)
  }

  @Test(
    "what is written otherwise is turned away",
    arguments: [
      ("/x%", nil, .unreadable), ("/x%4", nil, .unreadable), ("/x%zz", nil, .unreadable), ("/%ff%fe", nil, .unreadable),
      ("/%c0%ae%c0%ae/", nil, .unreadable), ("/été", nil, .unreadable), ("/a b", nil, .unreadable),
      ("/x", "a=%", .unreadable), ("/x", "a=%C3%28", .unreadable), ("/x", "%G0=1", .unreadable),
      ("/x\u{7f}", nil, .unreadable),
      ("//today", nil, .crooked), ("/a//b", nil, .crooked), ("//evil.example/today", nil, .crooked),
      ("/../etc/passwd", nil, .crooked), ("/assets/..", nil, .crooked), ("/./today", nil, .crooked),
      ("/%2e%2e/today", nil, .crooked), ("/assets/%2e%2e", nil, .crooked), ("/assets%2f..", nil, .crooked),
      ("/a%2Fb", nil, .crooked), ("/a%5Cb", nil, .crooked), ("/a\\b", nil, .crooked), ("/a%00", nil, .crooked),
      ("/a%0d%0aSet-Cookie:%20x=1", nil, .crooked), ("today", nil, .crooked), ("*", nil, .crooked),
    ] as [(String, String?, RequestAddress.Defect)])
  func turnedAway(path: String, query: String?, defect: RequestAddress.Defect) {
    #expect(RequestAddress.defect(path: path, query: query) == defect)
  }

  @Test("an address has 8 kilobytes")
  func long() {
    #expect(RequestAddress.defect(path: "/x", query: String(repeating: "a", count: 8189)) == nil)
    #expect(RequestAddress.defect(path: "/x", query: String(repeating: "a", count: 8190)) == .tooLong)
    #expect(RequestAddress.defect(path: "/" + String(repeating: "a", count: 9000), query: nil) == .tooLong)
  }

  @Test(
    "one goes back to pages of the console alone",
    arguments: [
      "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "/%5Cevil.example",
      "evil.example",
      "javascript:alert(1)", " /today", "/\u{9}/evil.example", "/%09/evil.example", "/x\r\nSet-Cookie: a=b", "/x%0d%0a",
      "",
      "/", "/sign-out", "/sign-in?back=/x", "/signed-in", "/do/offers/close-offer", "/language", "/assets/x", "#top",
      "?a=b",
      "/./x", "/a/../x", "/x?q=%", "/é", "/" + String(repeating: "a", count: 2000),
    ])
  func elsewhere(text: String) {
    #expect(PageResponse.ownPath(text) == "/today")
  }

  @Test(
    "one goes back to where one was",
    arguments: ["/today", "/hires/12", "/hires?state=open&page=a%3D", "/members/1#points", "/offers?q=a+b#x"])
  func back(text: String) {
    #expect(PageResponse.ownPath(text) == text)
  }

  @Test("nothing said leads to the first page")
  func nothing() {
    #expect(PageResponse.ownPath(nil) == "/today")
  }
}

@Suite("Forms as browsers send them") struct FormTextTests {
  @Test("names and values are read as they were typed")
  func fields() {
    #expect(
      FormText.fields("a=1&candidate%2Eemail=x%40y.example&note=l%27%C3%A9t%C3%A9+%2B+1%0D%0A2&empty=&alone&=x&e=a=b")
        == [
          "a": "1", "candidate.email": "x@y.example", "note": "l'été + 1\r\n2", "empty": "", "alone": "", "": "x",
          "e": "a=b",
        ])
    #expect(FormText.fields("a=1&a=2") == ["a": "2"])
    #expect(FormText.fields("") == [:])
  }

  @Test("what cannot be read is nothing", arguments: ["a=%", "a=%1", "a=%GG", "a=%ff", "%=1", "b=1&a=%C3%28"])
  func broken(text: String) {
    #expect(FormText.strictFields(text) == nil)
    #expect(FormText.fields(text)["a"] == nil)
  }

  @Test("what is written is read again", arguments: ["", "a b", "é&=+%", "\u{1F600}", "a\r\nb", "~-._", "<script>"])
  func roundTrip(text: String) {
    #expect(FormText.fields(FormText.text([("n", text), ("m", "x")])) == ["n": text, "m": "x"])
  }
}
