import ConsoleDomain
import NotificationsDomain
import Testing
import Vocabulary

@Suite struct EventSentenceTests {
  @Test(
    "Whatever staff are told has a sentence of the console in both languages",
    arguments: NotificationKind.allCases.filter { $0.audience == "staff" })
  func all(kind: NotificationKind) {
    #expect(EventSentence.has(kind.name))
    let event = StaffEvent.sample(kind.name)
    let (french, english) = (EventSentence.text(event, in: .french), EventSentence.text(event, in: .english))
    #expect(!french.isEmpty && !english.isEmpty)
    #expect(french != english)
    #expect(!french.contains(kind.name) && !english.contains(kind.name))
  }

  @Test(
    "No sentence shows a code of the contract, known or not",
    arguments: NotificationKind.allCases.filter { $0.audience == "staff" && $0.name != "payout-failed" },
    ["invalid-message", "sender-not-allowed", "offer-not-open", "a-code-of-later"])
  func codes(kind: NotificationKind, code: String) {
    // Why a payout failed is what the bank says, in its own words.
    let fields = ["reason", "code", "reasonCode", "command", "answer", "rule", "service", "level", "option", "unit"]
    let event = StaffEvent.sample(
      kind.name, texts: Dictionary(uniqueKeysWithValues: fields.map { ($0, code) }))
    #expect(!EventSentence.text(event, in: .french).contains(code))
    #expect(!EventSentence.text(event, in: .english).contains(code))
  }

  @Test("Why a message was given up is said in words")
  func causes() {
    let letter = StaffEvent.sample(
      "message-dead-lettered", texts: ["service": "rewards", "reason": "sender-not-allowed"])
    #expect(EventSentence.text(letter, in: .french).hasSuffix("expéditeur sans ce droit"))
    #expect(EventSentence.text(letter, in: .english).hasSuffix(": sender without the right"))
  }

  @Test("A name that the console does not know is shown all the same")
  func unknown() {
    #expect(EventSentence.text(.sample("something-new"), in: .english) == "Notification “something-new”")
  }

  @Test("Sentences name people as the heading does, and money as the language writes it")
  func details() {
    let hire = StaffEvent.sample(
      "hire-attributed", numbers: ["amountCents": 75_000], subject: "Embauche attribuée\u{A0}: Léa Fontaine")
    #expect(EventSentence.text(hire, in: .english) == "Hired: Léa Fontaine, €750.00 promised")
    #expect(EventSentence.text(hire, in: .french) == "Embauche\u{A0}: Léa Fontaine, 750,00\u{202F}€ promis")
    let nobody = StaffEvent.sample("candidate-qualified", subject: "Entretien concluant : une personne recommandée")
    #expect(EventSentence.text(nobody, in: .english) == "Interview went well: somebody")
    let silent = StaffEvent.sample(
      "candidate-transmitted", flags: ["companyReachable": false], subject: "Candidature transmise à Ateliers du Nord")
    #expect(
      EventSentence.text(silent, in: .english)
        == "Candidate transmitted to Ateliers du Nord: no e-mail address, tell them otherwise")
    let points = StaffEvent.sample("points-awarded", numbers: ["points": -20], texts: ["rule": "candidate-hired"])
    #expect(EventSentence.text(points, in: .english) == "A member lost 20 points: a hire")
    let claim = StaffEvent.sample("claim-opened", numbers: ["amount": 2], texts: ["unit": "listing-credits"])
    #expect(EventSentence.text(claim, in: .english) == "Claim opened: 2 listing credits")
  }

  @Test("Addresses hold ids and nothing else")
  func addresses() throws {
    let joined = StaffEvent.sample("member-joined", texts: ["memberId": "01930000-0000-7000-8000-000000000000"])
    #expect(try #require(EventAddress.of(joined)).path == "/members/01930000-0000-7000-8000-000000000000")
    for id in ["", "../x", "a@example.org", "a b", "a?b", "é"] {
      #expect(EventAddress.of(.sample("member-joined", texts: ["memberId": id])) == nil)
    }
  }

  @Test("What one thing led to stands together, in its order; the newest story first")
  func stories() {
    let events = [("a", "1"), ("b", "2"), ("a", "3"), ("c", "4"), ("b", "5")].map {
      StaffEvent.sample("member-joined", id: $0.1, story: $0.0)
    }
    let stories = EventStory.newest(2, of: events)
    #expect(stories.map { $0.events.map(\.id) } == [["2", "5"], ["4"]])
  }
}
