import Testing
import Vocabulary

@Suite("Employers (R6)")
struct EmployerTests {
  @Test(
    "case, accents, punctuation and legal form do not count",
    arguments: [
      ("Hélice Ingénierie SAS", "HELICE INGENIERIE"), ("S.A.R.L. Dupont & Fils", "Dupont-Fils"),
      ("Acme GmbH", "acme"), ("Acme GmbH & Co. KG", "ACME"), ("Société L'Œuvre S.A.", "societe l'oeuvre"),
      ("Straße AG", "STRASSE"), ("Møller A/S", "moller as"), ("Acme, Inc.", "Acme Ltd"), ("Acme S.p.A.", "Acme B.V."),
      ("Cafe\u{301}", "Café"), ("ＡＣＭＥ", "Acme"), ("Société par actions simplifiée Nord", "Nord SASU"),
    ])
  func same(left: String, right: String) {
    #expect(Employer(name: left).isSame(as: Employer(name: right)))
  }

  @Test(
    "different names are different companies",
    arguments: [("Acme", "Acme Nord"), ("SA", "SAS"), ("", "!"), ("Дом", "Лес"), ("Inca", "Inc")])
  func different(left: String, right: String) {
    #expect(!Employer(name: left).isSame(as: Employer(name: right)))
  }

  @Test("SIREN decides where both have one, else the name")
  func sirens() throws {
    let one = try #require(SIREN("732 829 320"))
    let other = try #require(SIREN("552100554"))
    #expect(Employer(name: "A", siren: one).isSame(as: Employer(name: "B", siren: one)))
    #expect(!Employer(name: "A", siren: one).isSame(as: Employer(name: "A", siren: other)))
    #expect(Employer(name: "A", siren: one).isSame(as: Employer(name: "a SAS")))
  }

  @Test("a SIREN has nine digits and a Luhn check", arguments: ["732829321", "73282932", "000000000", "73282932O", ""])
  func wrongSIREN(text: String) {
    #expect(SIREN(text) == nil)
  }
}
