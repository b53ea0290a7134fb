import ConsoleDomain
import Messages
import Vocabulary

/// Interviews to hold, to record, to correct; and the candidacies that came of them.
enum InterviewsPages: PageGroup {
  static let area = Area.interviews
  static let views = [
    "interviews": PackageResources.interviews_mustache, "interview": PackageResources.interview_mustache,
    "interview-field": PackageResources.interview_field_mustache,
    "candidacies": PackageResources.candidacies_mustache, "people-trail": PackageResources.people_trail_mustache,
  ]
  static let words = InterviewWords.all
  static let forms = InterviewForms.all

  static func register(on routes: ConsoleRoutes) {
    routes.get("/interviews", in: area) { visit in
      try visit.page("interviews", title: "interviews.title", try await InterviewListView(visit))
    }
    routes.get("/interviews/:id", in: area) { visit in
      let id = try visit.id("id", as: RecommendationID.self)
      return try visit.page("interview", title: "interviews.one", try await InterviewView(visit, id))
    }
    routes.get("/interviews/candidacies/:company", in: area) { visit in
      let company = try visit.id("company", as: CompanyID.self)
      return try visit.page("candidacies", title: "interviews.candidacies", try await CandidaciesView(visit, company))
    }
  }
}
