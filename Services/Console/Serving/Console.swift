import ConsoleDomain
import FoundationEssentials
import Logging

/// What every request is answered with.
struct Console: Sendable {
  let settings: ConsoleSettings
  let desk: Desk
  /// What happened today, and who hears of more.
  let live: LiveHub
  let views: ViewLibrary
  let sessions: SessionStore
  let provider: IdentityProvider
  let attempts: SignInAttempts
  let assets: AssetLibrary
  let forms: [String: ActionForm]
  /// Dead letters; nil where they are not set up.
  let letters: LetterDesk?
  let flow: FlowWatch
  let logger: Logger

  init(_ settings: ConsoleSettings, logger: Logger) throws {
    self.settings = settings
    self.logger = logger
    desk = Desk(settings.broker, logger: logger)
    live = LiveHub(zone: settings.zone)
    views = try ViewLibrary()
    sessions = SessionStore(settings.sessions)
    provider = IdentityProvider(settings.identity)
    attempts = SignInAttempts()
    assets = AssetLibrary()
    flow = FlowWatch(services: settings.services, broker: settings.broker)
    letters = settings.letters.map { LetterDesk($0) }
    var forms: [String: ActionForm] = [:]
    for group in pageGroups { for form in group.forms { forms[form.key] = form } }
    self.forms = forms
  }
}
