import NotificationsDomain
import SMTPClient
import MessageHandling
import ServiceSettings
import Vocabulary

/// How letters go out, where they do: the mail server, the sender, and how often each is tried.
package struct Mailing: Sendable {
  let client: SMTPClient
  let sender: MailSender
  let patience: DeliveryPatience

  /// Mailing by a server.
  package init(_ server: SMTPConfiguration, sender: MailSender, patience: DeliveryPatience) {
    self.client = SMTPClient(server)
    self.sender = sender
    self.patience = patience
  }

  /// What the settings say of it; nil where no mail server is named.
  ///
  /// Throws `SettingError`.
  package init?(_ settings: Settings) throws(SettingError) {
    guard let url = try settings.optionalText("COOPT_SMTP_URL") else { return nil }
    let encryptionName = try settings.optionalText("COOPT_SMTP_ENCRYPTION") ?? "required"
    guard let encryption = SMTPConfiguration.Encryption(rawValue: encryptionName) else {
      throw SettingError("COOPT_SMTP_ENCRYPTION", "is not 'required', 'opportunistic' or 'off'")
    }
    guard let sender = MailSender(try settings.text("COOPT_MAIL_FROM")) else {
      throw SettingError("COOPT_MAIL_FROM", "is neither an e-mail address nor 'Name <address>'")
    }
    let patience = DeliveryPatience(
      attempts: try settings.integer("COOPT_MAIL_ATTEMPTS", default: 8, in: 1...100),
      firstPause: try settings.seconds("COOPT_MAIL_RETRY_SECONDS", default: 60))
    do throws(SMTPError) {
      self.init(try SMTPConfiguration(url: url, encryption: encryption), sender: sender, patience: patience)
    } catch {
      throw SettingError("COOPT_SMTP_URL", "cannot be used: \(error.reason)")
    }
  }
}
