import ConsoleDomain
import HTTPTypes
import Hummingbird
import Vocabulary

/// Pages that stand where there is none: within the layout for who is signed in, at the door for anybody else.
enum ErrorPage {
  /// What a page of the kind shows.
  struct View: Sendable {
    /// Where one goes on.
    struct Link: Sendable {
      let address: String
      let label: String
    }

    /// What a form sends that nobody fills in.
    struct Field: Sendable {
      let name: String
      let value: String
    }

    /// A form that leads to the provider; sent by itself where scripts run.
    struct Leave: Sendable {
      let target: String
      let fields: [Field]
      let script: String

      init(to target: String, _ fields: [(String, String)], script: String) {
        self.target = target
        self.fields = fields.map { Field(name: $0.0, value: $0.1) }
        self.script = script
      }
    }

    /// A form that did not count, to be sent once more.
    struct Resend: Sendable {
      let action: String
      let fields: [Field]

      /// What was sent, but for what made it out of date.
      init(to action: String, _ fields: [String: String], token: String?) {
        self.action = action
        self.fields =
          fields.filter { $0.key != "_token" }.sorted { $0.key < $1.key }.map { Field(name: $0.key, value: $0.value) }
          + (token.map { [Field(name: "_token", value: $0)] } ?? [])
      }
    }

    let title: String
    let text: String
    var link: Link?
    var resend: Resend?
    var leave: Leave?
  }

  /// The page of an error, for whoever asks.
  static func page(
    _ console: Console, _ request: Request, _ context: ConsoleContext, _ word: String, status: HTTPResponse.Status
  ) throws -> Response {
    // What a page asks for by itself is shown to nobody.
    if request.headers[.quietRequest] != nil { return Response(status: status) }
    guard let visit = ConsoleRoutes.visit(console, request, context, nil, isPerson: false) else {
      return DoorPage.page(
        console, request, "errors.\(word)", status: status,
        link: status == .notFound ? ("/sign-in", "door.in") : ("/today", "errors.home"))
    }
    return try page(visit, "errors.\(word)", status: status)
  }

  /// The page of an error for somebody who is signed in.
  static func page(
    _ visit: Visit, _ word: String, status: HTTPResponse.Status, resend: View.Resend? = nil
  ) throws -> Response {
    let link = resend == nil ? View.Link(address: "/today", label: visit.word("errors.home")) : nil
    return try visit.page(
      "error", title: "\(word)-title",
      View(title: visit.word("\(word)-title"), text: visit.word(word), link: link, resend: resend), status: status)
  }
}
