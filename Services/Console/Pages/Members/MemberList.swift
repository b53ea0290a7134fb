import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// Members as a list, and somebody found by their address.
enum MemberList {
  struct View: Sendable {
    struct Row: Sendable {
      let address: String
      let name: String
      let state: MemberBadge
      let joined: String
      /// The page of who sponsored them.
      let sponsor: String?
      let sponsorName: String?
    }

    let tabs: MembersTabs
    let formToken: String
    let states: [Choice]
    let sponsorID: String?
    let sponsorName: String?
    let rows: [Row]
    let pager: PagerView?
    var isEmpty: Bool
  }

  @Sendable static func show(_ visit: Visit) async throws -> Response {
    let state = visit.query["state"].flatMap { MemberState(rawValue: $0) }
    let sponsorID = visit.query["sponsor"].flatMap { MemberID($0) }
    async let page = visit.ask(ListMembers(state: state, sponsorId: sponsorID, pageToken: visit.pageToken))
    async let sponsor = sponsor(sponsorID, visit)
    let (members, named) = try await (page, sponsor)
    let sponsors = await ShownMembers(visit, members.items.map(\.sponsorId))
    let rows = members.items.map { member in
      View.Row(
        address: "/members/\(member.memberId)", name: "\(member.firstName) \(member.lastName)",
        state: MemberBadge(member.state, visit), joined: visit.clock.text(visit.clock.day(of: member.joinedAt)),
        sponsor: member.sponsorId.map { "/members/\($0)" },
        sponsorName: member.sponsorId.map { sponsors.text(of: $0, visit) })
    }
    return try visit.page(
      "members", title: "members.title",
      View(
        tabs: MembersTabs(.list, visit), formToken: visit.session.formToken,
        states: Choice.of(MemberState.allCases, chosen: state) { visit.word("members.state-\($0.rawValue)") },
        sponsorID: sponsorID?.description, sponsorName: named.map { "\($0.firstName) \($0.lastName)" }, rows: rows,
        pager: visit.pager(next: members.nextPageToken), isEmpty: rows.isEmpty))
  }

  private static func sponsor(_ id: MemberID?, _ visit: Visit) async throws(DeskFailure) -> DescribedMember? {
    guard let id else { return nil }
    return try await visit.ask(GetMember(memberId: id))
  }

  /// An address is looked up by what a form sends, so that it stands in no address and in no log.
  @Sendable static func find(_ visit: Visit, _ fields: [String: String]) async throws -> Response {
    do throws(DeskFailure) {
      guard let email = EmailAddress((fields["email"] ?? "").trimmingCharacters) else {
        return nobody("members.no-address", visit)
      }
      let member = try await visit.ask(GetMember(email: email))
      return PageResponse.redirect(to: "/members/\(member.memberId)")
    } catch {
      guard error.isNotFound else { throw error }
      return nobody("members.nobody-there", visit)
    }
  }

  private static func nobody(_ word: String, _ visit: Visit) -> Response {
    let text = visit.word(word)
    visit.console.sessions.change(visit.sessionKey) { $0.notices.append(Session.Notice(text: text, isGood: false)) }
    return PageResponse.redirect(to: "/members")
  }
}

/// Whether somebody is a member, as a coloured word.
struct MemberBadge: Sendable {
  let label: String
  let kind: String

  init(_ state: MemberState, _ visit: Visit) {
    label = visit.word("members.state-\(state.rawValue)")
    kind =
      switch state {
      case .active: "good"
      case .left: "quiet"
      case .expelled: "bad"
      }
  }
}

/// One of the words to filter by.
struct Choice: Sendable {
  let value: String
  let label: String
  let isChosen: Bool

  static func of<Value: RawRepresentable<String> & Equatable>(
    _ all: some Sequence<Value>, chosen: Value?, _ label: (Value) -> String
  ) -> [Choice] {
    all.map { Choice(value: $0.rawValue, label: label($0).capitalizedFirst, isChosen: $0 == chosen) }
  }
}
