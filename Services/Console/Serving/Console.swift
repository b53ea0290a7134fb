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
    var forms: [String: ActionForm] = [:]
    for group in pageGroups { for form in group.forms { forms[form.key] = form } }
    self.forms = forms
  }
}
