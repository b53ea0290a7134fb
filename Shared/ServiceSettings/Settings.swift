public import Certificates
import Configuration
import FoundationEssentials

/// Reads settings from the environment, and secrets from files.
///
/// A setting `X` may be given as `X_FILE` instead, which names a file whose content, less a final line feed, is the
/// value: so that no secret stands in an environment, which child processes and crash reports inherit.
public struct Settings: Sendable {
  private let reader: ConfigReader

  /// Settings of this process's environment.
  public init() {
    self.reader = ConfigReader(provider: EnvironmentVariablesProvider())
  }

  /// Settings out of a dictionary.
  public init(_ values: [String: String]) {
    self.reader = ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: values))
  }

  /// A text that must be there; throws `SettingError`.
  public func text(_ name: String) throws(SettingError) -> String {
    guard let value = try optionalText(name) else {
      throw SettingError(name, "is missing; give it, or give \(name)_FILE with the path of a file that holds it")
    }
    return value
  }

  /// A text that may be absent; throws `SettingError` when its file cannot be read.
  public func optionalText(_ name: String) throws(SettingError) -> String? {
    if let value = value(name), !value.isEmpty { return value }
    guard let path = value("\(name)_FILE") else { return nil }
    guard let content = FileManager.default.contents(atPath: path) else {
      throw SettingError("\(name)_FILE", "names a file that cannot be read")
    }
    let value = String(decoding: content, as: UTF8.self)
    let trimmed = value.hasSuffix("\n") ? String(value.dropLast()) : value
    guard !trimmed.isEmpty else { throw SettingError("\(name)_FILE", "names an empty file") }
    return trimmed
  }

  /// A whole number within a range; throws `SettingError` when it is none.
  public func integer(
    _ name: String, default defaultValue: Int, in range: ClosedRange<Int>
  ) throws(SettingError) -> Int {
    guard let text = try optionalText(name) else { return defaultValue }
    guard let number = Int(text), range.contains(number) else {
      throw SettingError(name, "is not a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A number of seconds that may have a fraction; throws `SettingError` when it is none or negative.
  public func seconds(_ name: String, default defaultValue: Double) throws(SettingError) -> Double {
    guard let text = try optionalText(name) else { return defaultValue }
    guard let number = Double(text), number >= 0, number.isFinite else {
      throw SettingError(name, "is not a number of seconds")
    }
    return number
  }

  /// Where nothing has to be encrypted (`COOPT_PLAIN_TEXT`); throws `SettingError` for a word that it does not know.
  public func plainText() throws(SettingError) -> PlainText {
    guard let text = try optionalText("COOPT_PLAIN_TEXT") else { return .onLoopback }
    guard let plainText = PlainText(rawValue: text) else {
      throw SettingError("COOPT_PLAIN_TEXT", "is neither 'loopback' nor 'allowed'")
    }
    return plainText
  }

  private func value(_ name: String) -> String? {
    // "COOPT_HTTP_PORT" is the key "coopt.http.port" in swift-configuration's way of writing.
    reader.string(forKey: ConfigKey(name.lowercased().split(separator: "_").map(String.init)))
  }
}
