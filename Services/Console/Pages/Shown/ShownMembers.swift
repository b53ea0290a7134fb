import ConsoleDomain
import Messages
import Vocabulary

/// The names of the members that a page is about.
struct ShownMembers: Sendable {
  private let names: [MemberID: String]

  /// Asks for all of a page at once; where nobody answers, pages show ids.
  init(_ visit: Visit, _ members: some Sequence<MemberID?>) async {
    let asked = Array(Set(members.compactMap(\.self)).sorted().prefix(100))
    guard !asked.isEmpty, visit.mayEnter(.members),
      let page = try? await visit.ask(ListMembers(memberIds: asked, pageSize: asked.count))
    else {
      names = [:]
      return
    }
    names = Dictionary(page.items.map { ($0.memberId, "\($0.firstName) \($0.lastName)") }) { first, _ in first }
  }

  /// Names that were asked for already.
  init(names: [MemberID: String]) {
    self.names = names
  }

  /// A member's name; nil where it is not known.
  func name(of id: MemberID) -> String? { names[id] }

  /// A member's name, and the end of their id where it is not known.
  func text(of id: MemberID, _ visit: Visit) -> String { names[id] ?? visit.short(id) }

  /// The name of a member whose id came as a text.
  func name(of id: String) -> String? { MemberID(id).flatMap { names[$0] } }
}
