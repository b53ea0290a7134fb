import Foundation
import Messages
import NotificationsDomain
import NotificationsService
import Testing
import Vocabulary

/// What `make letters` shows: every letter and every notice to staff, with figures as in life.
@Suite struct LetterGalleryTests {
  private struct Page {
    let file: String
    let subject: String
    let text: String
  }

  @Test("every letter and notice is there to be read, in the languages of its audience, and so is the letter of a hire")
  func gallery() throws {
    var pages: [Page] = []
    for language in Language.allCases {
      pages += try notices(in: language) + [hire(in: language), share(in: language)]
    }
    let kinds = NotificationKind.allCases.filter(\.isTold)
    #expect(pages.count > kinds.map(\.languages.count).reduce(0, +))
    guard let directory = ProcessInfo.processInfo.environment["COOPT_LETTERS_DIR"] else { return }
    try write(pages, to: URL(filePath: directory))
  }

  private var platform: PlatformSettings {
    var platform = PlatformSettings()
    platform.postalAddress = "1 rue de la Forge, 59000 Lille"
    platform.siteURL = "https://www.coopt.example"
    platform.controllerName = "Coopt SAS"
    platform.controllerAddress = platform.postalAddress
    platform.dataProtectionEmail = EmailAddress("donnees@coopt.example")
    return platform
  }

  /// Each kind once, and each further way in which it is told.
  private func notices(in language: Language) throws -> [Page] {
    let composer = try Composer(isMailing: true, platform: platform)
    let sample = SampleNotices(language: language)
    var count: [NotificationKind: Int] = [:]
    var seen: Set<String> = []
    return try (sample.notices(composer) + sample.variants(composer)).compactMap { notice in
      guard notice.kind.isTold, notice.kind.languages.contains(language) else { return nil }
      let message = composer.compose(notice, with: sample.facts)
      guard seen.insert(message.subject + message.text).inserted else { return nil }
      count[notice.kind, default: 0] += 1
      let number = count[notice.kind].map { $0 > 1 ? "-\($0)" : "" } ?? ""
      return Page(
        file: "\(notice.kind.rawValue)\(number).\(language.rawValue).txt", subject: message.subject, text: message.text)
    }
  }

  private func hire(in language: Language) throws -> Page {
    try letter("letter-of-a-hire", in: language) { sample, composer in
      let story = sample.story
      let granted = RewardGranted(
        rewardId: story.reward, hireId: story.hire, memberId: story.member, kind: .recommendation,
        amountCents: 75_000, state: .settled)
      return try [HireAttributedHandler(composer: composer).goodNews(story.hired)]
        + RewardGrantedHandler(composer: composer).notices(sample.incoming(granted))
        + RewardSettledHandler(composer: composer).notices(sample.incoming(story.rewardSettled))
        + LevelChangedHandler(composer: composer).notices(
          sample.incoming(LevelChanged(memberId: story.member, from: .beginner, to: .confirmed, points: 150)))
        + PointsAwardedHandler(composer: composer).notices(
          sample.incoming(
            PointsAwarded(memberId: story.member, points: 100, rule: .candidateHired, total: 150, causeId: "cause")))
    }
  }

  private func share(in language: Language) throws -> Page {
    try letter("letter-of-a-share", in: language) { sample, composer in
      let story = sample.story
      let granted = RewardGranted(
        rewardId: story.reward, hireId: story.hire, memberId: story.sponsor, kind: .sponsorship, amountCents: 25_000,
        state: .settled)
      let settled = RewardSettled(
        rewardId: story.reward, memberId: story.sponsor, option: .toMember,
        lines: [SettlementLine(account: "member:\(story.sponsor):payable", unit: .euroCents, amount: -25_000)])
      return try RewardGrantedHandler(composer: composer).notices(sample.incoming(granted))
        + RewardSettledHandler(composer: composer).notices(sample.incoming(settled))
    }
  }

  private func letter(
    _ name: String, in language: Language, of notices: (SampleNotices, Composer) throws -> [Notice]
  ) throws -> Page {
    let composer = try Composer(isMailing: true, platform: platform)
    let sample = SampleNotices(language: language)
    let parts = try notices(sample, composer).filter { $0.kind.audience == "member" }
    let letter = try #require(composer.letter(telling: parts, with: sample.facts))
    #expect(PrintedTexts.faults(letter.text, in: language) == [], "\(letter.text)")
    return Page(file: "\(name).\(language.rawValue).txt", subject: letter.subject, text: letter.text)
  }

  private func write(_ pages: [Page], to directory: URL) throws {
    try? FileManager.default.removeItem(at: directory)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let sorted = pages.sorted { $0.file < $1.file }
    for page in sorted {
      try "\(page.subject)\n\n\(page.text)\n".write(
        to: directory.appending(path: page.file), atomically: true, encoding: .utf8)
    }
    let index = sorted.map { "- [\($0.file)](\($0.file)): \($0.subject)" }.joined(separator: "\n")
    try "# Every letter and notice\n\n\(index)\n".write(
      to: directory.appending(path: "index.md"), atomically: true, encoding: .utf8)
  }
}
