import ConsoleDomain
import Messages
import Testing
import Vocabulary

@testable import ConsoleService

@Suite("Words of interviews, recommendations and hires") struct PeopleWordsTests {
  private let words = WordLibrary()

  @Test("Every state, reason and code that services tell has words in both languages")
  func states() {
    let names =
      InterviewState.allCases.map { "interviews.state-\($0.rawValue)" }
      + CandidacyState.allCases.map { "interviews.candidacy-\($0.rawValue)" }
      + RejectionCode.allCases.map { "interviews.code-\($0.rawValue)" }
      + RecommendationState.allCases.flatMap {
        ["recommendations.state-\($0.rawValue)", "recommendations.told-\($0.rawValue)"]
      }
      + ListedRewardState.allCases.map { "recommendations.reward-\($0.rawValue)" }
      + InstalmentState.allCases.map { "recommendations.instalment-\($0.rawValue)" }
      + Level.allCases.map { "recommendations.level-\($0.rawValue)" }
      + UnattributedReason.allCases.map { "hires.reason-\($0.rawValue)" }
      + Likelihood.allCases.map { "hires.likely-\($0.rawValue)" }
    for name in names { #expect(words.has(name), "\(name)") }
  }

  @Test("Every word that the templates name is there")
  func templates() {
    let views = InterviewsPages.views.merging(RecommendationsPages.views) { $1 }.merging(HiresPages.views) { $1 }
    for (view, source) in views {
      let text = String(decoding: source, as: UTF8.self)
      for match in text.matches(of: /\{\{w\.([a-z-]+\.[a-z-]+)\}\}/) {
        #expect(words.has(String(match.output.1)), "\(view): \(match.output.1)")
      }
    }
  }

  @Test("Whoever tells what happened meanwhile looks at a field that the command's form has")
  func meanwhile() {
    for group in pageGroups {
      for form in group.forms {
        guard let teller = Meanwhile.tellers[form.key], teller.field != "_id" else { continue }
        #expect(form.fields.contains { $0.name == teller.field }, "\(form.key)")
      }
    }
    for key in Meanwhile.tellers.keys { #expect(RoleTable.senders[key] != nil, "\(key)") }
  }
}
