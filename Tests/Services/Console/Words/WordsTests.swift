import ConsoleDomain
import ConsoleService
import Testing
import Vocabulary

@Suite struct WordsTests {
  @Test("Every word that a template names is there")
  func templates() {
    let words = WordLibrary()
    #expect(!ViewLibrary.sources.isEmpty)
    for (name, source) in ViewLibrary.sources {
      for found in String(decoding: source, as: UTF8.self).matches(of: #/\{\{[{&#^\/]?\s*w\.([a-z0-9.-]+)\s*\}\}/#) {
        #expect(words[String(found.1)] != nil, "\(name): \(found.1)")
      }
    }
  }

  @Test("Every word is there in both languages, as one types it")
  func languages() throws {
    let words = WordLibrary()
    #expect(!words.names.isEmpty)
    for name in words.names {
      let said = try #require(words[name])
      #expect(!said.french.isEmpty && !said.english.isEmpty, "\(name)")
      // Apostrophes of print; the spaces of French are put in when a text is printed.
      for text in [said.french, said.english] { #expect(!text.contains("'"), "\(name): \(text)") }
    }
  }

  @Test("Every code that the platform gives is explained to staff, and none besides")
  func codes() {
    #expect(Set(ProblemWords.all.keys) == Set(ProblemCode.all.map(\.rawValue)))
    for (code, said) in ProblemWords.all {
      #expect(said.french.hasSuffix(".") && said.english.hasSuffix("."), "\(code)")
      // `expired` is a word, too.
      guard code.contains("-") else { continue }
      #expect(!said.french.contains(code) && !said.english.contains(code), "\(code)")
    }
  }

  @Test(
    "What services say of fields is said in French",
    arguments: [
      ("is missing", "doit être rempli"), ("is longer than 200 characters", "dépasse 200 signes"),
      ("is not between 1 and 5000", "doit être entre 1 et 5\u{202F}000"),
      ("has more than 100 items", "contient plus de 100 éléments"),
      ("is not one of filled, cancelled", "n’est pas un des choix"),
      ("is something that nobody translated", "is something that nobody translated"),
    ])
  func fields(message: String, french: String) {
    #expect(FieldWords.text(message, in: .french) == french)
  }

  @Test("Cents are read as euros where a field asks for euros")
  func euros() {
    #expect(
      FieldWords.text("is not between 1 and 50000, which remain", isEuros: true, in: .english)
        == "has to be between €0.01 and €500.00")
  }
}
