package import Certificates
import FoundationEssentials

/// Finds addresses: in an option, else in the environment, else in what a local stack left in the working directory.
///
/// Addresses hold passwords, so that what is thrown never repeats one.
package struct ServerAddresses: Sendable {
  private let environment: [String: String]
  private let read: @Sendable (String) -> String?

  /// Looks into an environment and files; `read` gives a file's text, or nil when it cannot be read.
  package init(environment: [String: String], read: @escaping @Sendable (String) -> String?) {
    self.environment = environment
    self.read = read
  }

  /// Looks into this process's environment and the files around it.
  package init() {
    self.init(environment: ProcessInfo.processInfo.environment) { path in
      FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// An address; throws a failure that says what to set.
  package func url(of address: ServerAddress, option: String?) throws(CommandFailure) -> String {
    if let option { return option }
    for name in address.variables {
      if let url = try variable(name) { return url }
    }
    if let stack = read(StackFile.path).map(StackFile.init) {
      for name in address.variables {
        if let url = stack[name] { return url }
      }
    }
    throw CommandFailure(.configuration, "no address of the \(address.noun): \(address.advice)")
  }

  /// Where nothing has to be encrypted (`COOPT_PLAIN_TEXT`); throws a failure that says what is known.
  package func plainText() throws(CommandFailure) -> PlainText {
    guard let text = try variable("COOPT_PLAIN_TEXT") else { return .onLoopback }
    guard let plainText = PlainText(rawValue: text) else {
      throw CommandFailure(.configuration, "COOPT_PLAIN_TEXT is neither 'loopback' nor 'allowed'")
    }
    return plainText
  }

  private func variable(_ name: String) throws(CommandFailure) -> String? {
    if let value = environment[name], !value.isEmpty { return value }
    guard let path = environment["\(name)_FILE"], !path.isEmpty else { return nil }
    guard let text = read(path) else {
      throw CommandFailure(.configuration, "\(name)_FILE names a file that cannot be read: \(path)")
    }
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    guard !line.isEmpty else { throw CommandFailure(.configuration, "\(name)_FILE names an empty file: \(path)") }
    return line
  }
}
