import Messages
import NotificationsDomain
import Vocabulary

/// What no text may hold, by looking at it as a reader does.
enum PrintedTexts {
  /// The faults of a text, in words; none where it can be printed.
  static func faults(_ text: String, in language: Language) -> [String] {
    var faults: [String] = []
    if text.contains("{{") || text.contains("}}") { faults.append("an open section") }
    if text.contains("  ") || text.contains("\n\n\n") { faults.append("a gap") }
    if text.contains("&amp;") || text.contains("&lt;") { faults.append("an escape") }
    if text.contains("()") || text.contains(" .") || text.contains("..") { faults.append("something left out") }
    if text.contains(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/) { faults.append("an id") }
    if text.contains(/[a-z]+[A-Z][a-z]+/) { faults.append("the name of a field") }
    if text.contains(/\d{4}-\d{2}-\d{2}T/) { faults.append("an instant") }
    faults += codes.filter { text.contains($0) }.map { "the code \($0)" }
    guard language == .french else { return faults }
    if text.contains(/[ \n][:;!?»€]/) { faults.append("a space that may break before a sign") }
    if text.contains(#/« /#) { faults.append("a space that may break after a quotation mark") }
    if text.contains(/\d \d{3}/) { faults.append("a space that may break in a number") }
    if text.contains(/\p{L}[;!?»€]/) { faults.append("no space before a sign") }
    if text.contains(/\p{L}\(e\)/) || text.contains("·e") { faults.append("two genders") }
    faults += englishWords.filter { word in text.split { !$0.isLetter && $0 != "-" }.contains { $0 == word } }
      .map { "the English word \($0)" }
    return faults
  }

  /// Every code of the contract that has a hyphen: a word with one is no word of a text by chance.
  private static let codes: [String] =
    (ProblemCode.all.map(\.rawValue) + words(RejectionCode.self) + words(ReversalReason.self)
    + words(ConflictSource.self) + words(QuarantineReason.self)
    + words(ClaimManner.self) + words(UnattributedReason.self) + words(PointsRule.self) + words(LedgerUnit.self)
    + words(RewardOption.self) + words(FactKind.self) + NotificationKind.allCases.map(\.name))
    .filter { $0.contains("-") }

  /// Words of the contract that are no French ones.
  private static let englishWords: Set<Substring> = [
    "member", "members", "company", "charity", "candidate", "offer", "offers", "hire", "reward", "rewards", "payout",
    "staff", "invitee", "self", "donate", "split", "held", "settled", "sponsorship", "qualified", "rejected", "filled",
    "cancelled", "interview", "repaid", "beginner", "confirmed", "unreachable", "other", "detached", "grant",
    "decision",
    "commands", "events", "the", "of",
  ]

  private static func words<Code: ClosedEnumeration>(_ type: Code.Type) -> [String] { type.allCases.map(\.rawValue) }
}
