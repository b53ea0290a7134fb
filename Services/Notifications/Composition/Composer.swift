import Messages
import NotificationsDomain
import Vocabulary

/// Writes notifications: in the recipient's language, from templates, with what is known; and remembers which steps were
/// told lately.
package struct Composer: Sendable {
  private let templates: TemplateLibrary
  /// Whether letters go out at all.
  let isMailing: Bool
  /// Who writes.
  let platform: PlatformSettings
  /// How long offers wait for each other before they go out in one letter (M11), in seconds.
  let offerWindow: Double
  private let layout: LetterLayout
  /// What was told lately.
  let recent = RecentSteps()

  /// Seconds that offers wait for each other, where no setting says otherwise.
  package static let defaultOfferWindow = 60.0

  init(
    _ templates: TemplateLibrary, isMailing: Bool, platform: PlatformSettings,
    offerWindow: Double = defaultOfferWindow
  ) {
    self.templates = templates
    self.isMailing = isMailing
    self.platform = platform
    self.offerWindow = offerWindow
    self.layout = LetterLayout(platform: platform)
  }

  /// A writer with all templates parsed; throws `TemplateError` where one is missing or broken.
  package init(
    isMailing: Bool = false, platform: PlatformSettings = PlatformSettings(),
    offerWindow: Double = defaultOfferWindow
  ) throws {
    self.init(try TemplateLibrary(), isMailing: isMailing, platform: platform, offerWindow: offerWindow)
  }

  /// Writes a notice whose needs are met.
  package func compose(_ notice: Notice, with facts: Facts) -> NotificationMessage {
    let language = language(of: notice, in: facts)
    let known = KnownThings(facts, of: notice.needs + notice.wishes)
    let template = templates[notice.kind, language]
    let (subject, body) = template.written(
      with: context(notice, known: known, days: facts.days, in: language), in: language)
    return NotificationMessage(
      notificationId: notice.id,
      audience: Audience(rawValue: notice.kind.audience) ?? .staff,
      recipientId: notice.recipientID,
      name: notice.kind.name,
      locale: language,
      subject: subject,
      text: laidOut(
        [body], to: notice, isGreeted: template.isGreeted, isSigned: template.isSigned, with: facts, in: language),
      written: details(of: notice, known: known).document
    )
  }

  /// The letter that a notification goes out as beside its topic; nil where it does not (N4).
  ///
  /// A company or a charity that gave no address gets none: it would wait for one for ever. What is proposed goes out with what
  /// else is (`proposal`).
  func letter(_ notification: NotificationMessage, telling notice: Notice, with facts: Facts) -> Letter? {
    guard isMailing, notice.kind.isMailed, notice.kind != .memberOfferProposed, let recipient = notice.recipientID,
      isReachable(notice, in: facts)
    else { return nil }
    return Letter(
      id: notification.notificationId, audience: notice.kind.audience, name: notice.kind.name, recipientID: recipient,
      address: notice.kind.audience == "invitee" ? notice.details["email"]?.text : nil,
      language: notification.locale, subject: notification.subject,
      text: posted(
        notification.text, isSigned: templates[notice.kind, notification.locale].isSigned, notification.locale)
    )
  }

  /// One letter that tells several notices, under the name of the first; nil where there is nothing to tell but points.
  package func letter(telling parts: [Notice], with facts: Facts) -> Letter? {
    let parts = parts.sorted { ($0.kind.placeInLetter, $0.id.description) < ($1.kind.placeInLetter, $1.id.description) }
    guard let first = parts.first(where: \.kind.isTold), let recipient = first.recipientID else { return nil }
    let language = language(of: first, in: facts)
    let written = parts.map { part in
      let known = KnownThings(facts, of: part.needs + part.wishes)
      let context = context(part, known: known, days: facts.days, in: language, beside: LetterCompany(notices: parts))
      return (part: part, template: templates[part.kind, language].written(with: context, in: language))
    }
    let text = laidOut(
      written.map(\.template.text), to: first, isGreeted: true, isSigned: true, with: facts, in: language)
    return Letter(
      id: first.id, audience: first.kind.audience, name: first.kind.name, recipientID: recipient, address: nil,
      language: language, subject: written.first { $0.part.id == first.id }?.template.subject ?? "",
      text: posted(text, isSigned: true, language))
  }

  /// The offer that a notification proposes, which waits for others to go out in one letter; nil where it proposes none
  /// (M11).
  func proposal(_ notice: Notice) -> ProposedOffer? {
    guard isMailing, notice.kind == .memberOfferProposed, let member = notice.recipientID.flatMap({ MemberID($0) }),
      let offer = (notice.details["offerId"]?.text).flatMap({ OfferID($0) }),
      let level = (notice.details["level"]?.text).flatMap(Level.init(rawValue:))
    else { return nil }
    return ProposedOffer(notificationID: notice.id, memberID: member, offerID: offer, level: level)
  }

  /// What templates may name.
  package func context(
    _ notice: Notice, known: KnownThings, days: [Timestamp: CalendarDay] = [:], in language: Language
  ) -> LetterContext {
    context(notice, known: known, days: days, in: language, beside: .none)
  }

  private func context(
    _ notice: Notice, known: KnownThings, days: [Timestamp: CalendarDay], in language: Language,
    beside company: LetterCompany
  ) -> LetterContext {
    LetterContext(
      fields: notice.details, known: known,
      words: Words(details: notice.details, known: known, kind: notice.kind, language: language, days: days),
      platform: platform, company: company)
  }

  // MARK: Layout

  /// Paragraphs with what stands around them.
  private func laidOut(
    _ paragraphs: [String], to notice: Notice, isGreeted: Bool, isSigned: Bool, with facts: Facts,
    in language: Language
  ) -> String {
    guard isGreeted || isSigned else { return paragraphs.joined(separator: "\n\n") }
    let around = [
      isGreeted ? layout.greeting(notice.kind.audience, name(of: notice, in: facts), in: language) : nil,
      isSigned ? layout.signature(in: language) : nil,
    ]
    return ([around[0]] + paragraphs.filter { !$0.isEmpty } + [around[1]]).compactMap { $0 }.joined(separator: "\n\n")
  }

  /// A text as it goes out by mail: it says what becomes of an answer.
  private func posted(_ text: String, isSigned: Bool, _ language: Language) -> String {
    isSigned ? text + "\n\n" + Typography.applied(to: layout.onAnswers(in: language), in: language) : text
  }

  private func name(of notice: Notice, in facts: Facts) -> PersonName? {
    guard let id = notice.recipientID else { return nil }
    return switch notice.kind.audience {
    case "member": MemberID(id).flatMap { facts.members[$0]?.name }
    case "candidate": CandidateID(id).flatMap { facts.candidates[$0]?.name }
    default: nil
    }
  }

  private func isReachable(_ notice: Notice, in facts: Facts) -> Bool {
    guard let id = notice.recipientID else { return false }
    return switch notice.kind.audience {
    case "company": CompanyID(id).flatMap { facts.companies[$0]?.isReachable } ?? false
    case "charity": CharityID(id).flatMap { facts.charities[$0]?.isReachable } ?? false
    default: true
    }
  }

  /// The event's fields, and what is known beside it and belongs there, because the audience acts on it.
  private func details(of notice: Notice, known: KnownThings) -> EventFields {
    switch notice.kind {
    case .companyCandidateTransmitted: notice.details.with(disclosing: [.candidate, .summary], of: known)
    case .staffRecommendationAttributed, .staffInterviewRequested:
      notice.details.with(disclosing: [.candidate, .message], of: known)
    case .memberOfferProposed: notice.details.with(disclosing: [.offer], of: known)
    case .staffHireUnattributed: known.particulars.map(notice.details.with(missing:)) ?? notice.details
    case .staffCandidateTransmitted:
      notice.details.with("companyReachable", known.isCompanyReachable.map(JSONValue.boolean))
    default: notice.details
    }
  }

  /// The recipient's language; French where nobody chose (N4).
  private func language(of notice: Notice, in facts: Facts) -> Language {
    if let language = notice.language { return language }
    guard notice.kind.audience != "staff", let id = notice.recipientID else { return .french }
    let chosen: Language? =
      switch notice.kind.audience {
      case "member": MemberID(id).flatMap { facts.members[$0]?.language }
      case "company": CompanyID(id).flatMap { facts.companies[$0]?.language }
      case "candidate": CandidateID(id).flatMap { facts.candidates[$0]?.language }
      case "charity": CharityID(id).flatMap { facts.charities[$0]?.language }
      default: nil
      }
    return chosen ?? .french
  }
}

extension EventFields {
  fileprivate func with(disclosing things: [TemplateName.Thing], of known: KnownThings) -> EventFields {
    with(things.map { ($0.rawValue, known.json($0)) })
  }
}
