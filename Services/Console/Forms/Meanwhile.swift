import ConsoleDomain

/// What happened to a thing while somebody looked at it: told to whoever came second.
enum Meanwhile {
  /// Sentences about what a refused command was about; none where nothing is known.
  static func lines(of key: String, _ fields: [String: String], _ visit: Visit) async -> [String] {
    []
  }
}
