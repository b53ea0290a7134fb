import AMQPClient
import Certificates
import FoundationEssentials
import Logging
import Synchronization

/// The sources' secrets, as they are now: a secret is exchanged by writing its file anew, while webhooks come in.
package final class HookSecrets: Sendable {
  private struct State {
    var text: String?
    var secrets: [String: SourceSecrets]
    var lookedAt: ContinuousClock.Instant
    var isBroken = false
  }

  private let read: @Sendable () throws -> String?
  private let names: Set<String>
  private let plainText: PlainText
  private let freshness: Duration
  private let logger = Logger(label: "coopt.webhooks.secrets")
  private let state: Mutex<State>

  /// The secrets of the sources of some names, by the text that `read` gives: JSON, an object for each source.
  ///
  /// It is looked at again when `freshness` is over. Throws `HookSources.Defect` where it cannot be used now.
  package init(
    of names: some Sequence<String>, plainText: PlainText = .onLoopback, freshness: Duration = .seconds(1),
    read: @escaping @Sendable () throws -> String?
  ) throws {
    self.names = Set(names)
    self.plainText = plainText
    self.freshness = freshness
    self.read = read
    let text = try read()
    let secrets = try Self.secrets(text, of: self.names, plainText)
    state = Mutex(State(text: text, secrets: secrets, lookedAt: .now))
  }

  /// The secrets of a source; none where nothing is said of it.
  package subscript(source: String) -> SourceSecrets { current[source] ?? SourceSecrets() }

  /// All as they are now; as they were before, where what is there now cannot be used.
  private var current: [String: SourceSecrets] {
    state.withLock { state in
      let now = ContinuousClock.now
      guard state.lookedAt.duration(to: now) >= freshness else { return state.secrets }
      state.lookedAt = now
      do {
        let text = try read()
        if text != state.text || state.isBroken {
          state.secrets = try Self.secrets(text, of: names, plainText)
          state.text = text
          state.isBroken = false
          logger.info("secrets were read again")
        }
      } catch {
        if !state.isBroken {
          logger.error("the secrets cannot be read again; those from before stay", metadata: ["error": "\(error)"])
        }
        state.isBroken = true
      }
      return state.secrets
    }
  }

  private static func secrets(
    _ text: String?, of names: Set<String>, _ plainText: PlainText
  ) throws -> [String: SourceSecrets] {
    guard let text else { return [:] }
    let secrets: [String: SourceSecrets]
    do {
      secrets = try JSONDecoder().decode([String: SourceSecrets].self, from: Data(text.utf8))
    } catch {
      throw HookSources.Defect(description: JSONWords.of(error))
    }
    if let unknown = secrets.keys.sorted().first(where: { !names.contains($0) }) {
      throw HookSources.Defect(description: "'\(unknown)' is no source that is listed")
    }
    var owners: [String: String] = [:]
    for (name, secret) in secrets.sorted(by: { $0.key < $1.key }) {
      // What one company's vendor signs would count as another's.
      for word in Set(secret.signing) {
        if let owner = owners.updateValue(name, forKey: word) {
          throw HookSources.Defect(description: "'\(name)' has a signing secret of '\(owner)'")
        }
      }
      guard let url = secret.amqpURL else { continue }
      do throws(AMQPError) {
        _ = try AMQPConfiguration(url: url, plainText: plainText)
      } catch {
        throw HookSources.Defect(description: "'\(name)' has an amqpUrl that cannot be used: \(error.detail)")
      }
    }
    return secrets
  }
}
