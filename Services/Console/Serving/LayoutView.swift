import ConsoleDomain
import Vocabulary

/// What stands around every page.
struct LayoutView: Sendable {
  /// An entry of the menu.
  struct Entry: Sendable {
    let address: String
    let label: String
    let isCurrent: Bool
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
  let menu: [Entry]
  let notices: [Notice]
  let person: String
  let roles: String
  let formToken: String
  let path: String
  let styles: String
  let script: String
  let isSignedIn = true

  init(_ visit: Visit, title: String, content: String, notices: [Session.Notice]) {
    language = visit.language.rawValue
    otherLanguage = visit.language == .french ? "en" : "fr"
    self.title = title
    self.content = content
    menu = Area.allCases.filter(visit.mayEnter).map { area in
      Entry(
        address: "/\(area.rawValue)", label: visit.word("\(area.rawValue).title"), isCurrent: area == visit.area)
    }
    self.notices = notices.map { Notice(text: $0.text, isGood: $0.isGood) }
    person = visit.session.name
    roles = visit.session.roles.map(\.rawValue).sorted().joined(separator: ", ")
    formToken = visit.session.formToken
    path = visit.path
    styles = visit.console.assets.styles
    script = visit.console.assets.script
  }
}
