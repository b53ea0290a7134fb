import FoundationEssentials

/// The letters that the mail server of the test stack has taken.
public enum KeptMail {
  /// Those that hold a word, which a test has made up for itself.
  public static func letters(holding word: String) throws -> [String] {
    let directory = try TestStack.value("COOPT_MAIL_DIR")
    return try FileManager.default.contentsOfDirectory(atPath: directory)
      .filter { $0.hasSuffix(".eml") }
      .compactMap { FileManager.default.contents(atPath: "\(directory)/\($0)") }
      .map { String(decoding: $0, as: UTF8.self) }
      .filter { $0.contains(word) }
  }
}
