import Messages
import NotificationsDomain
import Vocabulary

/// Writes notifications: in the recipient's language, from templates, with what is known; and remembers which steps were
/// told lately.
package struct Composer: Sendable {
  private let templates: TemplateLibrary
  /// Whether letters go out at all.
  private let isMailing: Bool
  /// What was told lately.
  let recent = RecentSteps()

  init(_ templates: TemplateLibrary, isMailing: Bool) {
    self.templates = templates
    self.isMailing = isMailing
  }

  /// A writer with all templates parsed; throws `TemplateError` where one is missing or broken.
  package init(isMailing: Bool = false) throws {
    self.init(try TemplateLibrary(), isMailing: isMailing)
  }

  /// Writes a notice whose needs are met.
  package func compose(_ notice: Notice, with facts: Facts) -> NotificationMessage {
    let language = language(of: notice, in: facts)
    let known = facts.description(of: notice.needs + notice.wishes)
    var details = notice.details
    for field in Self.disclosed(to: notice.kind) {
      details[field] = known[field]
    }
    let context = context(notice, known: known, in: language)
    let (subject, text) = templates[notice.kind, language].written(with: context)
    return NotificationMessage(
      notificationId: notice.id,
      audience: Audience(rawValue: notice.kind.audience) ?? .staff,
      recipientId: notice.recipientID,
      name: notice.kind.name,
      locale: language,
      subject: subject,
      text: text,
      details: details
    )
  }

  /// The letter that a notification goes out as beside its topic; nil where it does not (N4).
  func letter(_ notification: NotificationMessage, telling notice: Notice) -> Letter? {
    guard isMailing, notice.kind.isMailed, let recipient = notice.recipientID else { return nil }
    return Letter(
      id: notification.notificationId, audience: notice.kind.audience, name: notice.kind.name, recipientID: recipient,
      address: notice.kind.audience == "invitee" ? notice.details["email"]?.text : nil,
      language: notification.locale, subject: notification.subject, text: notification.text)
  }

  /// What templates may name.
  package func context(_ notice: Notice, known: JSONObject, in language: Language) -> LetterContext {
    LetterContext(
      fields: notice.details, known: known,
      words: Words(details: notice.details, kind: notice.kind, language: language))
  }

  /// What is known beside the event and belongs in `details`, because the audience acts on it.
  private static func disclosed(to kind: NotificationKind) -> [String] {
    switch kind {
    case .companyCandidateTransmitted: ["candidate", "summary"]
    case .staffRecommendationAttributed, .staffInterviewRequested: ["candidate", "message"]
    case .memberOfferProposed: ["offer"]
    default: []
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
      default: nil
      }
    return chosen ?? .french
  }
}
