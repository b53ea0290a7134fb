import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// Inviting somebody, for staff or on a member's behalf; a code that is not sent is shown once, to whoever invited.
enum InvitePage {
  static let key = "members.invite-member"

  struct View: Sendable {
    let form: PageForm
    let refusal: String?
    let sponsorName: String?
    let back: String
  }

  struct Code: Sendable {
    let email: String
    let code: String
    let expires: String
    let again: String
    let list: String
  }

  @Sendable static func show(_ visit: Visit) async throws -> Response {
    guard visit.may(key) else { return try MessagePage.forbidden(visit) }
    let sponsorID = visit.query["sponsor"].flatMap { MemberID($0) }
    return try await page(visit, ["sponsorId": sponsorID?.description ?? "", "deliver": "true"], id: .make())
  }

  @Sendable static func send(_ visit: Visit, _ fields: [String: String]) async throws -> Response {
    let data = FormData(MembersForms.invite, fields)
    let id = fields["_id"].flatMap { MessageID($0) } ?? .make()
    guard data.defects.isEmpty else {
      return try await page(visit, fields, id: id, defects: data.defects.mapValues { $0.text(in: visit.language) })
    }
    var object = data.object
    object["deliver"] = object["deliver"] == .boolean(true) ? .string(InvitationDelivery.email.rawValue) : nil
    if let day = object["expiresAt"]?.string.flatMap({ CalendarDay($0) }) {
      // To the end of the day that was chosen.
      let next = CalendarDay(daysSince1970: day.daysSince1970 + 1)
      object["expiresAt"] = .string(visit.clock.begin(of: next).description)
    }
    let invited: InviteMember.Result
    do throws(DeskFailure) {
      invited = try await visit.console.desk.send(InviteMember.self, object, id: id, actor: visit.session.subject)
    } catch {
      return try await refused(error, visit, fields, id)
    }
    let sponsor = object["sponsorId"]?.string.map { "?sponsor=\($0)" } ?? ""
    guard object["deliver"] == nil else {
      let text = MembersForms.invite.done.text(in: visit.language)
      visit.console.sessions.change(visit.sessionKey) { $0.notices.append(Session.Notice(text: text)) }
      return PageResponse.redirect(to: "/members/invitations" + sponsor)
    }
    return try visit.page(
      "members-code", title: "members.code-title",
      Code(
        email: object["email"]?.string ?? "", code: invited.invitationCode,
        expires: visit.clock.text(invited.expiresAt),
        again: "/members/invite" + sponsor, list: "/members/invitations" + sponsor))
  }

  private static func refused(
    _ failure: DeskFailure, _ visit: Visit, _ fields: [String: String], _ id: MessageID
  ) async throws -> Response {
    switch failure {
    case .refused(let problem):
      let defects = Dictionary((problem.errors ?? []).map { ($0.field, $0.message) }) { first, _ in first }
      // Under another id, since a refusal is the answer to the one that was refused.
      return try await page(visit, fields, id: .make(), defects: defects, refusal: visit.refusal(problem))
    case .unanswered:
      return try await page(visit, fields, id: id, refusal: visit.word("common.unanswered-command"))
    case .unreachable: return try await page(visit, fields, id: id, refusal: visit.word("common.unreachable"))
    case .unreadable: return try await page(visit, fields, id: id, refusal: visit.word("common.unreadable"))
    }
  }

  private static func page(
    _ visit: Visit, _ fields: [String: String], id: MessageID, defects: [String: String] = [:], refusal: String? = nil
  ) async throws -> Response {
    let sponsorID = (fields["sponsorId"] ?? "").isEmpty ? nil : fields["sponsorId"].flatMap { MemberID($0) }
    var sponsorName: String?
    // Where the broker is away the form still comes back with what was typed.
    if let sponsorID, let sponsor = try? await visit.ask(GetMember(memberId: sponsorID)) {
      sponsorName = "\(sponsor.firstName) \(sponsor.lastName)"
    }
    let back = sponsorID.map { "/members/\($0)" } ?? "/members/invitations"
    let form = FormView(
      MembersForms.invite, values: fields, defects: defects, commandID: id, back: back,
      formToken: visit.session.formToken, language: visit.language)
    return try visit.page(
      "members-invite", title: "members.invite",
      View(form: PageForm(form, to: "/members/invite"), refusal: refusal, sponsorName: sponsorName, back: back),
      status: refusal == nil && defects.isEmpty ? .ok : .unprocessableContent)
  }
}
