import ConsoleDomain
import ConsoleService
import Messages
import Testing
import Vocabulary

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
    for name in names { #expect(words[name] != nil, "\(name)") }
  }

  @Test("Whoever tells what happened meanwhile looks at a field that the command's form has")
  func meanwhile() {
    for (key, field) in Meanwhile.fields {
      #expect(RoleTable.senders[key] != nil, "\(key)")
      guard field != "_id", let fields = Console.formFields[key] else { continue }
      #expect(fields.contains(field), "\(key)")
    }
  }
}
