import ConsoleDomain
import HTTPTypes
import Hummingbird
import Vocabulary

/// Pages of which nobody is signed in.
enum DoorPage {
  /// What stands around them.
  private struct Layout: Sendable {
    let language: String
    let title: String
    let styles: String
    let script: String
    let content: String
    let isSignedIn = false
  }

  /// A page that says one thing, by the name of its text; its title has the same name and `-title`, unless told.
  static func page(
    _ console: Console, _ request: Request, _ word: String, status: HTTPResponse.Status, title: String? = nil,
    link: (address: String, word: String)? = ("/sign-in", "door.in"), resend: ErrorPage.View.Resend? = nil,
    leave: ErrorPage.View.Leave? = nil
  ) -> Response {
    let language = ConsoleRoutes.language(request)
    func text(_ word: String) -> String { console.views.words.text(word, in: language) ?? word }
    let heading = text(title ?? "\(word)-title")
    let view = ErrorPage.View(
      title: heading, text: text(word),
      link: link.map { ErrorPage.View.Link(address: $0.address, label: text($0.word)) }, resend: resend,
      leave: leave)
    let layout = Layout(
      language: language.rawValue, title: heading, styles: console.assets.styles, script: console.assets.script,
      content: console.views.render("door", view, in: language))
    return PageResponse.html(
      console.views.render("layout", layout, in: language), status: status, console.settings)
  }
}
