import MessageHandling
import PostgreSQLClient

/// What became of letters, for whoever runs the platform.
enum LetterFigures {
  static let all = [
    Figure(
      [
        .count("coopt_letters_waiting", "Letters that wait to be sent."),
        .count("coopt_letters_given_up", "Letters that are kept and were given up."),
      ],
      """
      select count(*) filter (where state = 'pending'), count(*) filter (where state = 'given-up')
      from notifications.letters
      """)
  ]
}
