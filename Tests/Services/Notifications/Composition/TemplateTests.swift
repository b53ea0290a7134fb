import Messages
import Mustache
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
    let composer = try Composer()
    let sample = SampleNotices(language: language)
    let notices = try sample.notices(composer)
    #expect(Set(notices.map(\.kind)) == Set(NotificationKind.allCases))
    for notice in notices where notice.kind.languages.contains(language) {
      let known = sample.facts.description(of: notice.needs + notice.wishes)
      let context = composer.context(notice, known: known, in: language)
      let source = try #require(TemplateSources.all["\(notice.kind.rawValue).\(language.rawValue)"])
      for variable in unconditionalVariables(of: String(decoding: source, as: UTF8.self)) {
        #expect(value(variable, in: context) != nil, "\(notice.kind.rawValue).\(language.rawValue): \(variable)")
      }
      let message = composer.compose(notice, with: sample.facts)
      #expect(message.locale == language || message.audience == .charity)
      #expect(!message.subject.isEmpty && !message.subject.contains("\n"))
      #expect(!message.text.contains("{{") && !message.text.contains("  ") && !message.text.contains("&amp;"))
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
      default: if depth == 0 { variables.append(String(tag)) }
      }
    }
    return variables
  }

  private func value(_ path: String, in context: LetterContext) -> Any? {
    path.split(separator: ".").reduce(context as Any?) { value, field in
      (value as? any MustacheParent)?.child(named: String(field))
    }
  }
}
