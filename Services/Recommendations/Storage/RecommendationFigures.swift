import MessageHandling
import PostgreSQLClient

/// What was recommended and hired, for whoever runs the platform.
enum RecommendationFigures {
  static let all = [
    Figure(
      [
        .count("coopt_recommendations_attributed", "Recommendations that were attributed."),
        .count("coopt_hires_unattributed", "Hires in force of which nobody knows whose they are."),
      ],
      """
      select (select count(*) from recommendations.recommendations),
        (select count(*) from recommendations.hires where holds and unattributed_reason is not null)
      """)
  ]
}
