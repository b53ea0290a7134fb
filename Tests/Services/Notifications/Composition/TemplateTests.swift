import Messages
import NotificationsDomain
import NotificationsService
import MessageHandling
import Testing
import Vocabulary

/// What the notifications of the contract are, so that none is forgotten (contract, Notifications).
private let contract: Set<String> = [
  "staff-recommendation-attributed", "staff-recommendation-refused", "staff-interview-requested",
  "staff-candidate-qualified", "staff-candidate-rejected", "staff-candidate-transmitted", "staff-hire-attributed",
  "staff-hire-unattributed", "staff-hire-withdrawn", "staff-reward-granted", "staff-reward-settled",
  "staff-reward-held", "staff-reward-reversed", "staff-payout-requested", "staff-member-joined",
  "staff-delivery-given-up", "staff-candidate-identity-conflict", "staff-message-dead-lettered", "staff-claim-opened",
  "staff-command-refused",
  "member-offer-proposed",
  "member-recommendation-attributed", "member-recommendation-refused", "member-candidate-qualified",
  "member-candidate-rejected", "member-candidate-hired", "member-reward-granted", "member-reward-settled",
  "member-level-changed", "member-sponsored-member-joined", "member-tax-information",
  "company-candidate-transmitted", "candidate-recommended", "charity-donation-due", "invitee-invited",
  "staff-hire-report-outdated", "staff-payout-failed", "staff-claim-settled", "staff-conflict-of-interest-changed",
  "staff-interview-corrected", "staff-hire-detached", "staff-recommendation-withdrawn", "staff-candidate-released",
  "member-offer-closed", "member-recommendation-withdrawn", "member-conflict-of-interest-changed",
  "member-candidacy-closed", "member-payout-made", "company-candidacy-withdrawn", "charity-donation-cancelled",
  "staff-webhook-quarantined",
]

@Suite struct TemplateTests {
  @Test("N1 every notification of the contract exists, and is written in the languages of its audience")
  func complete() throws {
    #expect(contract.isSubset(of: NotificationKind.allCases.map(\.rawValue)))
    let written = NotificationKind.allCases.flatMap { kind in
      kind.languages.map { "\(kind.rawValue).\($0.rawValue)" }
    }
    #expect(Set(TemplateSources.all.keys) == Set(written))
    _ = try Composer()
  }

  @Test("N4 no template names what its notification does not hold", arguments: Language.allCases)
  func variables(language: Language) throws {
    let composer = try Composer(isMailing: true)
    let sample = SampleNotices(language: language)
    let notices = try sample.notices(composer)
    #expect(Set(notices.map(\.kind)) == Set(NotificationKind.allCases))
    for notice in notices where notice.kind.languages.contains(language) {
      let known = KnownThings(sample.facts, of: notice.needs + notice.wishes)
      let context = composer.context(notice, known: known, in: language)
      let source = try #require(TemplateSources.all["\(notice.kind.rawValue).\(language.rawValue)"])
      for variable in unconditionalVariables(of: String(decoding: source, as: UTF8.self)) {
        #expect(try context.value(named: variable) != nil, "\(notice.kind.rawValue).\(language.rawValue): \(variable)")
      }
      let message = composer.compose(notice, with: sample.facts)
      #expect(message.locale == language)
      #expect(!message.subject.isEmpty && !message.subject.contains("\n"))
    }
  }

  @Test(
    "N1 every text can be printed: its spaces are those of its language, and it holds no id, no code, no field's name",
    arguments: Language.allCases, [true, false])
  func printed(language: Language, everythingIsKnown: Bool) throws {
    var platform = PlatformSettings()
    if everythingIsKnown {
      platform.siteURL = "https://www.coopt.example"
      platform.replyTo = EmailAddress("bonjour@coopt.example")
      platform.dataProtectionEmail = platform.replyTo
    }
    let composer = try Composer(isMailing: true, platform: platform)
    let sample = SampleNotices(language: language)
    for notice in try sample.notices(composer) + sample.variants(composer)
    where notice.kind.languages.contains(language) {
      // What makes a text better may not be known.
      let facts = everythingIsKnown ? sample.facts : sample.facts.without(notice.wishes)
      let message = composer.compose(notice, with: facts)
      let name = "\(notice.kind.rawValue).\(language.rawValue)"
      #expect(PrintedTexts.faults(message.subject, in: language) == [], "\(name): \(message.subject)")
      #expect(PrintedTexts.faults(message.text, in: language) == [], "\(name): \(message.text)")
      guard let letter = composer.letter(telling: [notice], with: facts) else { continue }
      #expect(PrintedTexts.faults(letter.text, in: language) == [], "\(name): \(letter.text)")
    }
  }

  @Test("N1 whoever is written to is greeted, by name where it is a person's, and the platform signs")
  func around() throws {
    let composer = try Composer(isMailing: true)
    for language in Language.allCases {
      let sample = SampleNotices(language: language)
      for notice in try sample.notices(composer)
      where notice.kind.audience != "staff" {
        let text = composer.compose(notice, with: sample.facts).text
        let first = text.prefix { $0 != "\n" }
        switch notice.kind.audience {
        case "member": #expect(first == (language == .french ? "Bonjour Jean," : "Hello Jean,"))
        case "candidate": #expect(first.contains("Camille Durand"))
        default: #expect(first.hasSuffix(","))
        }
        #expect(text.hasSuffix(language == .french ? "L'équipe Coopt" : "The Coopt team"), "\(notice.kind.rawValue)")
      }
    }
  }

  @Test("N1 a candidate reads where their data come from, what for, by what right, for how long, and where to complain")
  func article14() throws {
    var platform = PlatformSettings()
    platform.controllerName = "Coopt SAS"
    platform.controllerAddress = "1 rue de la Forge, 59000 Lille"
    platform.dataProtectionEmail = EmailAddress("donnees@coopt.example")
    let composer = try Composer(platform: platform)
    for (language, words) in [
      (Language.french, ["Source", "Finalité", "Base légale", "Responsable", "Conservation", "droits", "Réclamation"]),
      (.english, ["Source", "Purpose", "Legal basis", "Controller", "Retention", "rights", "Complaints"]),
    ] {
      let sample = SampleNotices(language: language)
      let notice = try #require(try sample.notices(composer).first { $0.kind == .candidateRecommended })
      let text = composer.compose(notice, with: sample.facts).text
      for word in words + ["Coopt SAS", "59000 Lille", "donnees@coopt.example", "24", "CNIL"] {
        #expect(text.contains(word), "\(word)")
      }
    }
  }

  /// The variables outside of sections: those that must always be there.
  private func unconditionalVariables(of source: String) -> [String] {
    var depth = 0
    var variables: [String] = []
    for part in source.split(separator: "{{").dropFirst(source.hasPrefix("{{") ? 0 : 1) {
      let tag = part.prefix { $0 != "}" }
      switch tag.first {
      case "#", "^": depth += 1
      case "/": depth -= 1
      // Greeting and signature are the letter's.
      default: if depth == 0, tag != "greeting", tag != "signature" { variables.append(String(tag)) }
      }
    }
    return variables
  }
}

extension Facts {
  /// What is known, less the names that some wishes would give.
  fileprivate func without(_ wishes: [Need]) -> Facts {
    var facts = self
    for wish in wishes {
      switch wish.kind {
      case .offer: facts.offers = [:]
      case .charity: facts.charities = [:]
      case .company: facts.companies = [:]
      case .recommendedCandidate: facts.recommendations = [:]
      case .transmittedCandidate: facts.candidacies = [:]
      case .candidate: facts.candidates = [:]
      case .particulars: facts.particulars = [:]
      case .memberName: facts.members = facts.members.mapValues { Member(language: $0.language) }
      default: break
      }
    }
    return facts
  }
}
