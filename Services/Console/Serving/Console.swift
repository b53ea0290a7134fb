import ConsoleDomain
import FoundationEssentials
import Logging

/// What every request is answered with.
package struct Console: Sendable {
  package let settings: ConsoleSettings
  let desk: Desk
  /// What happened today, and who hears of more.
  let live: LiveHub
  let views: ViewLibrary
  package let sessions: SessionStore
  package let provider: IdentityProvider
  package let attempts: SignInAttempts
  let signInFailures = SignInFailures()
  let assets: AssetLibrary
  let forms: [String: ActionForm]
  /// What waits for a person, for all who look at the day.
  let waiting = WaitingCounts()
  /// Dead letters; nil where they are not set up.
  let letters: LetterDesk?
  let flow: FlowWatch
  package let logger: Logger

  /// All of it, but that nothing runs yet; throws where a template or a setting cannot be used.
  package init(
    _ settings: ConsoleSettings, provider: IdentityProvider? = nil, logger: Logger
  ) throws {
    self.settings = settings
    self.logger = logger
    desk = Desk(settings.broker, logger: logger)
    live = LiveHub(zone: settings.zone)
    views = try ViewLibrary()
    sessions = SessionStore(settings.sessions)
    self.provider = try provider ?? IdentityProvider(settings.identity)
    attempts = SignInAttempts()
    assets = AssetLibrary()
    flow = FlowWatch(services: settings.services, broker: settings.broker)
    letters = settings.letters.map { LetterDesk($0) }
    forms = Self.forms
  }

  /// Every form, by the command that it becomes.
  private static let forms: [String: ActionForm] = {
    var forms: [String: ActionForm] = [:]
    for group in pageGroups { for form in group.forms { forms[form.key] = form } }
    return forms
  }()

  /// The commands that there are forms for.
  package static var formKeys: Set<String> { Set(forms.keys) }

  /// The fields of each form, by the command that it becomes.
  package static var formFields: [String: Set<String>] { forms.mapValues { Set($0.fields.map(\.name)) } }
}
