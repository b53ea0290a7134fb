/// What each kind of login may do, as HTML.
struct LoginView {
  private let logins: OrderedJSON

  /// The document's section on logins.
  init(_ logins: OrderedJSON) {
    self.logins = logins
  }

  /// A card for each kind of login: what it may publish, bind, consume and declare.
  var html: String {
    logins.items.filter { $0["kind"]?.text != "administrator" }.map(Self.card).joined(separator: "\n")
  }

  private static func card(_ login: OrderedJSON) -> String {
    let kind = login["kind"]?.text ?? ""
    let rows: [(String, String)] = [
      ("publishes", keys(login["publishes"], nothing: "nothing")),
      ("binds", keys(login["binds"], nothing: "nothing: it consumes queues that it has declared, without a binding")),
      ("consumes", codes(login["consumes"])), ("declares", codes(login["declares"])),
      ("names queues", HTML.sentence(login["naming"]?.text ?? "")),
      ("connections", login["maxConnections"]?.plain ?? ""),
    ]
    let facts = rows.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" }.joined()
    let raw = login["permissions"].map { HTML.details("Permissions, as the broker has them", HTML.json($0)) } ?? ""
    return HTML.details(
      "<strong>\(HTML.escaped(kind))</strong> <span class=\"says\">\(HTML.sentence(login["description"]?.text ?? ""))</span>",
      "<div class=\"body\"><dl class=\"facts\">\(facts)</dl>\n\(raw)</div>", classes: "login")
  }

  /// Exchanges, each with the keys under it.
  private static func keys(_ places: OrderedJSON?, nothing: String) -> String {
    let places = places?.items ?? []
    guard !places.isEmpty else { return nothing }
    return places.map { place in
      "\(HTML.code(place["exchange"]?.text ?? "")): \(codes(place["keys"]))"
    }.joined(separator: "<br>")
  }

  private static func codes(_ names: OrderedJSON?) -> String {
    (names?.items ?? []).compactMap(\.text).map(HTML.code).joined(separator: " ")
  }
}
