import ConsoleDomain
import FoundationEssentials
import Logging

/// What every request is answered with.
package struct Console: Sendable {
  package let settings: ConsoleSettings
  let desk: Desk
  let views: ViewLibrary
  package let sessions: SessionStore
  package let provider: IdentityProvider
  package let attempts: SignInAttempts
  let assets: AssetLibrary
  let forms: [String: ActionForm]
  package let logger: Logger

  /// All of it, but that nothing runs yet; throws where a template or a setting cannot be used.
  package init(
    _ settings: ConsoleSettings, provider: IdentityProvider? = nil, logger: Logger
  ) throws {
    self.settings = settings
    self.logger = logger
    desk = Desk(settings.broker, logger: logger)
    views = try ViewLibrary()
    sessions = SessionStore(settings.sessions)
    self.provider = try provider ?? IdentityProvider(settings.identity)
    attempts = SignInAttempts()
    assets = AssetLibrary()
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
}
