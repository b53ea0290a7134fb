import ConsoleDomain
import CooptCommandLine
import HTTPTypes
import Hummingbird
import Vocabulary

/// Dead letters: by cause, one by one, shown, replayed, thrown away.
enum LettersPages: PageGroup {
  static let area = Area.letters
  static let views = [
    "letters": PackageResources.letters_mustache, "letters-tabs": PackageResources.letters_tabs_mustache,
    "letters-group": PackageResources.letters_group_mustache, "letters-one": PackageResources.letters_one_mustache,
    "letters-plan": PackageResources.letters_plan_mustache, "letters-deed": PackageResources.letters_deed_mustache,
    "letters-errand": PackageResources.letters_errand_mustache,
    "letters-trail": PackageResources.letters_trail_mustache, "letters-off": PackageResources.letters_off_mustache,
    "letters-report": PackageResources.letters_report_mustache,
    "letters-hooks": PackageResources.letters_hooks_mustache, "letters-hook": PackageResources.letters_hook_mustache,
  ]
  static let words = LettersWords.all.merging(HookWords.all) { first, _ in first }
  static let forms = HookForms.all

  static func register(on routes: ConsoleRoutes) {
    routes.get("/letters", in: area) { visit in
      try await LettersAnswer.page(visit) { desk in
        let view = LettersView(try await desk.overview(), visit)
        return try visit.page("letters", title: "letters.title", view)
      }
    }
    routes.get("/letters/group", in: area) { visit in
      try await LettersAnswer.page(visit) { desk in
        guard let cause = LetterCause(fields: visit.query) else { throw HTTPError(.notFound) }
        let view = LetterGroupView(cause, try await desk.overview(), visit)
        return try visit.page("letters-group", title: "letters.group-title", view)
      }
    }
    routes.get("/letters/letter/:queue/:id", in: area) { visit in
      try await LettersAnswer.page(visit) { desk in
        try await LetterView.page(visit, desk, queue: visit.id("queue", as: String.self), revealedBy: nil)
      }
    }
    routes.get("/letters/webhooks", in: area) { visit in try await HooksView.page(visit) }
    routes.get("/letters/webhooks/:id", in: area) { visit in try await HookView.page(visit) }
    routes.get("/letters/plan", in: area) { visit in
      try await LettersAnswer.page(visit) { desk in
        guard let choice = LetterChoice(visit.query), let action = LetterDeedForm.action(visit.query["action"]),
          visit.may(RoleTable.letters(action.rawValue))
        else { throw HTTPError(.notFound) }
        return try await LetterPlanView.page(visit, desk, action, choice)
      }
    }
    routes.get("/letters/trail", in: area) { visit in
      try await LettersAnswer.page(visit) { desk in
        let entries = try await desk.trail(200)
        return try visit.page(
          "letters-trail", title: "letters.trail-title", LetterTrailView(entries.reversed(), visit))
      }
    }
    routes.get("/letters/errand/:id", in: area) { visit in
      try await LettersAnswer.page(visit) { desk in
        guard let errand = try MessageID(visit.id("id", as: String.self)).flatMap({ desk.errands[$0] }) else {
          throw HTTPError(.notFound)
        }
        var response = try visit.page(
          "letters-errand", title: "letters.errand-title", LetterErrandView(errand, visit))
        if !errand.isOver { response.headers[.refresh] = "2" }
        return response
      }
    }
    for action in [LetterAction.replay, .discard] {
      let key = RoleTable.letters(action.rawValue)
      routes.post("/letters/\(action.rawValue)", in: area, needs: key) { visit, fields in
        try await LettersAnswer.page(visit) { desk in try await LetterDeedForm.begin(action, fields, visit, desk) }
      }
    }
    routes.post("/letters/edit", in: area, needs: RoleTable.letters("edit")) { visit, fields in
      try await LettersAnswer.page(visit) { desk in try await LetterEditing.begin(fields, visit, desk) }
    }
    routes.post("/letters/reveal", in: area, needs: RoleTable.letters("reveal")) { visit, fields in
      try await LettersAnswer.page(visit) { desk in try await LetterDeedForm.reveal(fields, visit, desk) }
    }
  }
}
