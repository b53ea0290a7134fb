import ConsoleDomain
import Vocabulary

/// What stands around every page.
struct LayoutView: Sendable {
  /// Entries of the menu that belong together.
  struct Group: Sendable {
    let name: String
    /// Nil where the entries need none.
    let label: String?
    let entries: [Entry]
  }

  /// An entry of the menu.
  struct Entry: Sendable {
    let address: String
    let label: String
    let isCurrent: Bool
    /// The letter that leads there, after `g`.
    let key: String
    /// The lines of its picture.
    let picture: String
  }

  /// Something on top of the page.
  struct Notice: Sendable {
    let text: String
    let isGood: Bool
  }

  let language: String
  let otherLanguage: String
  let title: String
  let content: String
  let groups: [Group]
  let notices: [Notice]
  let person: String
  let roles: String
  let formToken: String
  let path: String
  let styles: String
  let script: String
  let icon: String
  let isSignedIn = true

  init(_ visit: Visit, title: String, content: String, notices: [Session.Notice]) {
    language = visit.language.rawValue
    otherLanguage = visit.language == .french ? "en" : "fr"
    self.title = title
    self.content = content
    groups = MenuGroup.allCases.compactMap { group in
      let areas = group.areas.filter(visit.mayEnter)
      guard !areas.isEmpty else { return nil }
      return Group(
        name: group.rawValue, label: group == .front ? nil : visit.word("common.menu-\(group.rawValue)"),
        entries: areas.map { Self.entry($0, visit) })
    }
    self.notices = notices.map { Notice(text: $0.text, isGood: $0.isGood) }
    person = visit.session.name
    roles = Role.allCases.filter(visit.session.roles.contains)
      .map { visit.word("common.role-\($0.rawValue)") }.joined(separator: ", ")
    formToken = visit.session.formToken
    path = visit.path
    styles = visit.console.assets.styles
    script = visit.console.assets.script
    icon = visit.console.assets.icon
  }

  private static func entry(_ area: Area, _ visit: Visit) -> Entry {
    Entry(
      address: "/\(area.rawValue)", label: visit.word("\(area.rawValue).title"), isCurrent: area == visit.area,
      key: MenuGroup.key(of: area), picture: MenuGroup.picture(of: area))
  }
}
